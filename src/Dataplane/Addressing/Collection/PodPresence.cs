using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Collection;

/// <summary>A pod as the cluster reports it.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Node">The node it runs on.</param>
public sealed record PodPresence(string Namespace, string Name, string Node)
{
    /// <summary>Its addresses; none as long as they are not reported, which tells nothing against any.</summary>
    public ImmutableArray<IpAddress> Addresses { get; init; } = [];

    /// <summary>Whether it has ended or was evicted.</summary>
    public bool IsFinished { get; init; }
}
