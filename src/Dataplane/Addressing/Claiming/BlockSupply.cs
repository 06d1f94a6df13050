using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Claiming;

/// <summary>The blocks that a request takes from, one after another: the owner's, claimed ones, and at last those of others.</summary>
internal sealed class BlockSupply(IpamDatastore store, BlockClaims claims, AddressReservations reserved, PoolChoice choice)
{
    private static readonly TimeSpan ReclaimAge = TimeSpan.FromMinutes(1);

    private readonly Queue<IpPrefix> _own = new(choice.Affinities.Select(affinity => affinity.Cidr));

    /// <summary>How many blocks the owner has in the pools of the request.</summary>
    public int Owned { get; private set; } = choice.Affinities.Count;

    /// <summary>A block of the owner with a free address, claimed if need be; null if there is none.</summary>
    public async Operation<AddressBlock?> Next(bool mayClaim)
    {
        while (_own.TryDequeue(out IpPrefix cidr))
        {
            if (await claims.Own(choice.Owner, cidr, choice.Reservation) is { } block && block.HasFree(reserved))
            {
                return block;
            }
        }

        for (int attempt = 0; mayClaim && attempt < IpamDatastore.MostAttempts; attempt++)
        {
            if ((FirstUnclaimed() ?? await Reclaim()) is not { } found)
            {
                return null;
            }

            if (await claims.Claim(choice.Owner, found, choice.Reservation) is { } claimed)
            {
                Owned++;
                return claimed;
            }
        }

        return null;
    }

    /// <summary>The first block of others, in the order of the walk, with a free address.</summary>
    public AddressBlock? Foreign() =>
        Walked(store.Index.NotFull).FirstOrDefault(block => block.Owner != choice.Owner && block.HasFree(reserved));

    // A full pool is told by one look, before its walk is seeded.
    private IpPrefix? FirstUnclaimed() => choice.Pools.Where(pool => EndOfTaken(pool.Cidr) is null)
        .Select(pool => Walk(pool).FirstFree(EndOfTaken)).FirstOrDefault(found => found is not null);

    private IpAddress? EndOfTaken(IpPrefix range) => store.Index.Covered.EndOfCover(range) ?? reserved.EndOfCover(range);

    // Another host's block that has been empty for a while; the emptiness is checked again when its affinity is released.
    private async Operation<IpPrefix?> Reclaim()
    {
        AddressBlock? idle = Walked(store.Index.Idle).FirstOrDefault(block => block.Owner is not null && block.Owner != choice.Owner
            && block.IsEmpty && store.Now - block.ClaimedAt >= ReclaimAge && !reserved.Cover(block.Cidr));
        return idle is not null && await claims.Release(idle.Owner!, idle.Cidr, mustBeEmpty: true) is null ? idle.Cidr : null;
    }

    // Not to be kept over a write.
    private IEnumerable<AddressBlock> Walked(Func<IpPrefix, IpPrefix, IEnumerable<IpPrefix>> blocks) =>
        choice.Pools.SelectMany(pool => Walk(pool).Ranges().SelectMany(range => blocks(range.First, range.Last)))
            .Select(cidr => store.Block(cidr)!);

    private BlockWalk Walk(AddressPool pool) => new(pool.Cidr, pool.BlockSize, choice.Owner.Name);
}
