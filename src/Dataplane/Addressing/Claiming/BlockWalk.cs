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
    public IEnumerable<IpPrefix> Blocks()
    {
        for (UInt128 step = 0; step < _count; step++)
        {
            yield return At((_start + step) % _count);
        }
    }

    /// <summary>The first block that no range covers; each range is passed over in one step.</summary>
    /// <param name="endOfCover">The end of the range that covers a block; null if none does.</param>
    public IpPrefix? FirstFree(Func<IpPrefix, IpAddress?> endOfCover)
    {
        UInt128 step = 0;
        while (step < _count)
        {
            IpPrefix block = At((_start + step) % _count);
            if (endOfCover(block) is not { } end)
            {
                return block;
            }

            IpAddress last = _pool.Last < end ? _pool.Last : end;
            step += (last.MinusFirstOf(block) >> HostBits) + 1;
        }

        return null;
    }

    /// <summary>The blocks as two ranges, from the start upwards and from the first of the pool to before the start.</summary>
    public IEnumerable<(IpPrefix First, IpPrefix Last)> Ranges() => _start == 0
        ? [(At(0), At(_count - 1))]
        : [(At(_start), At(_count - 1)), (At(0), At(_start - 1))];

    private IpPrefix At(UInt128 index) => IpPrefix.Of(_pool.AddressAt(index << HostBits), _blockSize);
}
