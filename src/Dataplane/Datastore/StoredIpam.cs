using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore;

/// <summary>What the datastore says about the assignment of addresses.</summary>
public sealed record StoredIpam
{
    /// <summary>Nothing said.</summary>
    public static StoredIpam Empty { get; } = new();

    /// <summary>The settings (<c>IPAMConfig</c>); null where none are told.</summary>
    public IpamConfig? Config { get; init; }

    /// <summary>The blocks, by their addresses.</summary>
    public ImmutableArray<StoredBlock> Blocks { get; init; } = [];

    /// <summary>The claims to blocks, by owner and block.</summary>
    public ImmutableArray<StoredAffinity> Affinities { get; init; } = [];

    /// <summary>The handles, by name.</summary>
    public ImmutableArray<StoredHandle> Handles { get; init; } = [];

    /// <summary>The ranges that are never assigned automatically (<c>IPReservation</c>).</summary>
    public ImmutableArray<IpPrefix> Reserved { get; init; } = [];

    /// <summary>The blocks as routes depend on them, each with how far the claim of its node has come.</summary>
    internal IEnumerable<Topology.ClusterBlock> BlocksForRoutes
    {
        get
        {
            Dictionary<(AffinityOwner?, IpPrefix), AffinityState> claims = Affinities.DistinctBy(claim => (claim.Owner, claim.Cidr)).ToDictionary(claim => ((AffinityOwner?)claim.Owner, claim.Cidr), claim => claim.State);
            return Blocks.Select(block => block.ForRoutes with { Affinity = claims.GetValueOrDefault((block.Owner, block.Cidr)) });
        }
    }
}
