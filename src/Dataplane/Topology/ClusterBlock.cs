using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>A block of addresses as routes depend on it.</summary>
/// <param name="Cidr">Its addresses.</param>
/// <param name="Node">The node it belongs to; null where it has none.</param>
public sealed record ClusterBlock(IpPrefix Cidr, string? Node)
{
    /// <summary>Its addresses in use whose node is known.</summary>
    public ImmutableArray<KeyValuePair<IpAddress, string>> Holders { get; init; } = [];
}
