using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    // Calico knows no limit here; without one a wide IPv6 range would be claimed block by block until memory ends.
    private const int MostBlocksPerClaim = 1 << 16;

    /// <summary>Claims every block of a range, of 65 536 at most, for a node.</summary>
    public ClaimResult ClaimAffinity(string node, IpPrefix range)
    {
        if (_pools.Values.FirstOrDefault(pool => !pool.Disabled && pool.Cidr.Covers(range)) is not { } pool)
        {
            return new([], [], new(IpamErrorKind.RangeOutsidePools, $"{range} is not within a pool"));
        }

        if (range.Length > pool.BlockSize)
        {
            return new([], [], new(IpamErrorKind.RangeTooSmall, $"{range} is smaller than a block of pool {pool.Name}"));
        }

        UInt128 size = UInt128.One << (range.First.BitLength - pool.BlockSize);
        if (range.LastOrdinal() / size >= MostBlocksPerClaim)
        {
            return new([], [], new(IpamErrorKind.RangeTooLarge, $"{range} has more than {MostBlocksPerClaim} blocks"));
        }

        AffinityOwner owner = new(node);
        ImmutableArray<IpPrefix>.Builder claimed = ImmutableArray.CreateBuilder<IpPrefix>();
        ImmutableArray<IpPrefix>.Builder failed = ImmutableArray.CreateBuilder<IpPrefix>();
        for (UInt128 ordinal = 0; ordinal <= range.LastOrdinal(); ordinal += size)
        {
            IpPrefix cidr = pool.BlockOf(range.AddressAt(ordinal));
            AddressBlock block = Find(cidr) ?? Claim(cidr, owner, reservation: null);
            (block.Owner == owner ? claimed : failed).Add(cidr);
        }

        return new(claimed.ToImmutable(), failed.ToImmutable(), null);
    }

    /// <summary>
    /// Releases the blocks of a node: empty ones go, others stay without an owner, or as they are with
    /// <paramref name="mustBeEmpty"/>, which then is the error.
    /// </summary>
    public IpamError? ReleaseHostAffinities(string node, bool mustBeEmpty = false) =>
        ReleaseAll(BlocksOf(new AffinityOwner(node)), mustBeEmpty);

    /// <summary>Releases the affinities of all blocks of a pool, as <see cref="ReleaseHostAffinities"/> does for a node.</summary>
    public IpamError? ReleasePoolAffinities(string pool, bool mustBeEmpty = false) =>
        _pools.TryGetValue(pool, out AddressPool? found)
            ? ReleaseAll([.. _blocks.Values.Where(block => block.Owner is not null && found.Cidr.Covers(block.Cidr)).OrderBy(KeyOf, StringComparer.Ordinal)], mustBeEmpty)
            : new IpamError(IpamErrorKind.PoolNotFound, $"pool {pool} does not exist");

    /// <summary>Sees to it that a node has a block with a free address, and names the block.</summary>
    public BlockResult EnsureBlock(string node, HostReservation? reservation)
    {
        if (reservation is not { IsValid: true })
        {
            return new(null, new(IpamErrorKind.InvalidReservation, "the host reservation reserves nothing"));
        }

        AssignRequest request = new(node) { Reservation = reservation };
        if (Choose(request, IpFamily.V4, out PoolChoice? choice) is { } error)
        {
            return new(null, error);
        }

        AddressBlock? block = new BlockSupply(this, choice!, reservation).Next(mayClaim: true, out _);
        return block is null ? new(null, new(IpamErrorKind.NoBlock, "no block to claim")) : new(block.Cidr, null);
    }

    // The datastore lists affinities by the text of their keys, where `10.0.0.128-26` is before `10.0.0.64-26`.
    private static string KeyOf(AddressBlock block) => block.Cidr.ToString().Replace('/', '-');

    private List<AddressBlock> BlocksOf(AffinityOwner owner) =>
        [.. _blocks.Values.Where(block => block.Owner == owner).OrderBy(block => block.Cidr.Family).ThenBy(KeyOf, StringComparer.Ordinal)];

    private AddressBlock Claim(IpPrefix cidr, AffinityOwner owner, HostReservation? reservation) =>
        _blocks[cidr] = new AddressBlock(cidr, owner, _now, reservation);

    private IpamError? ReleaseAll(List<AddressBlock> blocks, bool mustBeEmpty)
    {
        IpamError? error = null;
        foreach (AddressBlock block in blocks)
        {
            error = ReleaseAffinity(block, mustBeEmpty) ?? error;
        }

        return error;
    }

    private IpamError? ReleaseAffinity(AddressBlock block, bool mustBeEmpty)
    {
        if (block.IsEmpty)
        {
            _blocks.Remove(block.Cidr);
            return null;
        }

        if (mustBeEmpty)
        {
            return new(IpamErrorKind.BlockNotEmpty, $"block {block.Cidr} is not empty");
        }

        block.Owner = null;
        return null;
    }

    // The pool may have stopped selecting the node while the block was in use.
    private void ReleaseIfUnselected(AddressBlock block)
    {
        if (block.Owner is { IsVirtual: false } owner && block.IsEmpty
            && _nodes.TryGetValue(owner.Name, out Selectors.LabelSet? labels)
            && PoolOf(block.Cidr.First) is { } pool && !pool.NodeSelector.Matches(labels))
        {
            _blocks.Remove(block.Cidr);
        }
    }
}
