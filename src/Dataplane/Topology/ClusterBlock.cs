using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>A block of addresses as routes depend on it.</summary>
/// <param name="Cidr">Its addresses.</param>
/// <param name="Node">The node it belongs to; null where it has none.</param>
public sealed record ClusterBlock(IpPrefix Cidr, string? Node)
{
    /// <summary>Its addresses in use whose node is known.</summary>
    public ImmutableArray<KeyValuePair<IpAddress, string>> Holders { get; init; } = [];

    /// <summary>How far its node's claim to it has come.</summary>
    public AffinityState Affinity { get; init; }

    /// <summary>Whether its node has it as its own.</summary>
    internal bool IsConfirmed => Affinity is AffinityState.Unset or AffinityState.Confirmed;

    /// <summary>A block of Calico's address assignment.</summary>
    public static ClusterBlock Of(AddressBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return Of(block.Cidr, block.Owner, block.Allocations
            .Select((held, ordinal) => (Address: block.Cidr.AddressAt((UInt128)ordinal), Held: held))
            .Where(place => place.Held is { IsCooling: false })
            .Select(place => KeyValuePair.Create(place.Address, place.Held!.Attributes)));
    }

    /// <summary>A block as its owner and its addresses in use make it.</summary>
    internal static ClusterBlock Of(IpPrefix cidr, AffinityOwner? owner, IEnumerable<KeyValuePair<IpAddress, AddressAttributes>> inUse) =>
        new(cidr, owner is { IsVirtual: false } host ? host.Name : null)
        {
            Holders = [.. inUse.Where(held => held.Value.Node is not null).Select(held => KeyValuePair.Create(held.Key, held.Value.Node!))],
        };
}
