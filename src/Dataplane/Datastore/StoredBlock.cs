using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore;

/// <summary>A block of addresses as the datastore has it (<c>IPAMBlock</c>).</summary>
/// <param name="Cidr">The range.</param>
/// <param name="Owner">Whom it belongs to; null if to nobody.</param>
/// <param name="Allocations">What holds each ordinal; null where it is free.</param>
/// <param name="Free">The free ordinals from the head of the queue to its tail.</param>
public sealed record StoredBlock(IpPrefix Cidr, AffinityOwner? Owner, ImmutableArray<StoredAllocation?> Allocations, ImmutableArray<int> Free)
{
    /// <summary>The addresses in use, ascending; those that rest after their release are not.</summary>
    public IEnumerable<KeyValuePair<IpAddress, StoredAllocation>> InUse =>
        from ordinal in Enumerable.Range(0, Allocations.Length)
        let held = Allocations[ordinal]
        where held is { ReleasedAt: null }
        select KeyValuePair.Create(Cidr.AddressAt((UInt128)ordinal), held);

    /// <summary>As routes depend on it.</summary>
    internal Topology.ClusterBlock ForRoutes => Topology.ClusterBlock.Of(Cidr, Owner, InUse.Select(held => KeyValuePair.Create(held.Key, held.Value.Attributes)));
}
