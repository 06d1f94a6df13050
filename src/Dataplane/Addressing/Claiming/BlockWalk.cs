using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Claiming;

/// <summary>
/// The order in which a host visits the blocks of a pool: from a start that its name decides, upwards, wrapping round once.
/// </summary>
internal sealed class BlockWalk
{
    private readonly IpPrefix _pool;
    private readonly int _blockSize;
    private readonly UInt128 _start;
    private readonly UInt128 _count;

    // INVARIANT: 0 <= blockSize - pool.Length < 128; the rules for pools see to it.
    public BlockWalk(IpPrefix pool, int blockSize, string host)
    {
        _pool = pool;
        _blockSize = blockSize;
        _count = UInt128.One << (blockSize - pool.Length);
        _start = new GoRandom(HostSeed.Of(host)).NextBelowPowerOfTwo(blockSize - pool.Length);
    }

    private int HostBits => _pool.First.BitLength - _blockSize;

    /// <summary>All blocks, lazily, because a large IPv6 pool has more than anyone can visit.</summary>
    public IEnumerable<IpPrefix> Blocks() => Blocks(AddressReservations.None);

    /// <summary>All blocks that are not reserved as a whole; what is reserved in one piece is passed over in one step.</summary>
    public IEnumerable<IpPrefix> Blocks(AddressReservations reserved)
    {
        UInt128 step = 0;
        while (step < _count)
        {
            IpPrefix block = At((_start + step) % _count);
            if (reserved.EndOfCover(block) is not { } end)
            {
                yield return block;
                step++;
                continue;
            }

            IpAddress last = _pool.Last < end ? _pool.Last : end;
            UInt128 covered = (last.MinusFirstOf(block) + 1) >> HostBits;
            step += UInt128.Max(covered, 1);
        }
    }

    /// <summary>The blocks as two ranges, from the start upwards and from the first of the pool to before the start.</summary>
    public IEnumerable<(IpPrefix First, IpPrefix Last)> Ranges() => _start == 0
        ? [(At(0), At(_count - 1))]
        : [(At(_start), At(_count - 1)), (At(0), At(_start - 1))];

    private IpPrefix At(UInt128 index) => IpPrefix.Of(_pool.AddressAt(index << HostBits), _blockSize);
}
