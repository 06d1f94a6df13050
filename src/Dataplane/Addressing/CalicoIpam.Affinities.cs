using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing.Claiming;
using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    // Calico knows no limit here; without one a wide IPv6 range would be claimed block by block until memory ends.
    private const int MostBlocksPerClaim = 1 << 16;

    /// <summary>Claims every block of a range, of 65 536 at most, for a node.</summary>
    public ClaimResult ClaimAffinity(string node, IpPrefix range) => ClaimRange(node, range).Result;

    /// <summary>
    /// Releases the blocks of a node: empty ones go, others stay without an owner, or as they are with
    /// <paramref name="mustBeEmpty"/>, which then is the error.
    /// </summary>
    public IpamError? ReleaseHostAffinities(string node, bool mustBeEmpty = false) =>
        ReleaseAll(_store.AffinitiesOf(new AffinityOwner(node)), mustBeEmpty).Result;

    /// <summary>Releases the affinity of one block, as <see cref="ReleaseHostAffinities"/> does for all of a node.</summary>
    public IpamError? ReleaseAffinity(AffinityOwner owner, IpPrefix block, bool mustBeEmpty = false) =>
        _claims.Release(owner, block, mustBeEmpty).Result;

    /// <summary>Releases the affinities of all blocks of a pool, as <see cref="ReleaseHostAffinities"/> does for a node.</summary>
    public IpamError? ReleasePoolAffinities(string pool, bool mustBeEmpty = false) =>
        _pools.Named(pool) is { } found
            ? ReleaseAll([.. _store.Affinities.All.Where(affinity => found.Cidr.Covers(affinity.Cidr))], mustBeEmpty).Result
            : new IpamError(IpamErrorKind.PoolNotFound, $"pool {pool} does not exist");

    /// <summary>Releases the blocks of a node and removes the node; its addresses stay in use.</summary>
    public void RemoveHost(string node)
    {
        ReleaseHostAffinities(node);
        RemoveNode(node);
    }

    /// <summary>Sees to it that a node has a block with a free address, and names the block.</summary>
    public BlockResult EnsureBlock(string node, HostReservation? reservation) => EnsureOne(node, reservation).Result;

    private async Operation<ClaimResult> ClaimRange(string node, IpPrefix range)
    {
        if (_pools.Of(range.First) is not { Disabled: false } pool || !pool.Cidr.Covers(range))
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
        List<IpPrefix> claimed = [];
        List<IpPrefix> failed = [];
        for (UInt128 ordinal = 0; ordinal <= range.LastOrdinal(); ordinal += size)
        {
            IpPrefix cidr = pool.BlockOf(range.AddressAt(ordinal));
            bool isOthers = _store.Block(cidr) is { } block && block.Owner != owner;
            (isOthers || await _claims.Claim(owner, cidr, reservation: null) is null ? failed : claimed).Add(cidr);
        }

        return new([.. claimed], [.. failed], null);
    }

    private async Operation<BlockResult> EnsureOne(string node, HostReservation? reservation)
    {
        if (reservation is not { IsValid: true })
        {
            return new(null, new(IpamErrorKind.InvalidReservation, "the host reservation reserves nothing"));
        }

        (PoolChoice? choice, IpamError? error) = await Choose(new AssignRequest(node) { Reservation = reservation }, IpFamily.V4);
        if (choice is null)
        {
            return new(null, error);
        }

        AddressBlock? block = await new BlockSupply(_store, _claims, _reserved, choice).Next(mayClaim: true);
        return block is null ? new(null, new(IpamErrorKind.NoBlock, "no block to claim")) : new(block.Cidr, null);
    }

    private async Operation<IpamError?> ReleaseAll(IReadOnlyList<BlockAffinity> affinities, bool mustBeEmpty)
    {
        IpamError? error = null;
        foreach (BlockAffinity affinity in affinities)
        {
            error = await _claims.Release(affinity.Owner, affinity.Cidr, mustBeEmpty) ?? error;
        }

        return error;
    }
}
