using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Hooks;

/// <summary>An interface of a node as policies tell them apart.</summary>
/// <param name="Name">Its name.</param>
public sealed record NodeInterface(string Name)
{
    /// <summary>The pod at its other end, as <c>namespace/name</c>; null where there is none.</summary>
    public string? Workload { get; init; }

    /// <summary>Its addresses, where it is one towards other machines; empty for tunnels and interfaces of pods.</summary>
    public ImmutableArray<IpAddress> Addresses { get; init; } = [];
}
