using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>A further interface of a node, to which the network between the nodes delivers addresses of pods; one of two families stands as two.</summary>
/// <param name="Name">The name.</param>
/// <param name="Subnet">The subnet it is in.</param>
public sealed record NodeEni(string Name, IpPrefix Subnet)
{
    /// <summary>The addresses that are delivered to it.</summary>
    public ImmutableArray<IpAddress> Assigned { get; init; } = [];
}
