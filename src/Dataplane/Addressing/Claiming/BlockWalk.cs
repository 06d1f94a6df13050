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

    /// <summary>All blocks, lazily: a large IPv6 pool has more than anyone can visit.</summary>
    public IEnumerable<IpPrefix> Blocks()
    {
        for (UInt128 step = 0; step < _count; step++)
        {
            yield return At((_start + step) % _count);
        }
    }

    /// <summary>How many blocks the walk visits before <paramref name="block"/>, which is one of the pool.</summary>
    public UInt128 StepsTo(IpPrefix block)
    {
        UInt128 index = block.First.MinusFirstOf(_pool) >> HostBits;
        return index >= _start ? index - _start : _count - _start + index;
    }

    private int HostBits => _pool.First.BitLength - _blockSize;

    private IpPrefix At(UInt128 index) => IpPrefix.Of(_pool.AddressAt(index << HostBits), _blockSize);
}
