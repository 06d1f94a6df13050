using System.Collections.Immutable;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Topology;

namespace PolicyEngine.Dataplane.Convergence;

/// <summary>How far a rollout is.</summary>
/// <param name="Latest">What the datastore says.</param>
/// <param name="Seen">For each agent what it has seen of that.</param>
internal sealed record RolloutState(ClusterNetwork Latest, ImmutableSortedDictionary<string, ClusterNetwork> Seen)
{
    /// <summary>The machines that are gone.</summary>
    public ImmutableHashSet<string> Lost { get; init; } = [];

    /// <summary>The nodes whose agents do not run.</summary>
    public ImmutableHashSet<string> Stopped { get; init; } = [];

    /// <summary>What the sessions of BGP went through.</summary>
    public BgpSessionStates Sessions { get; init; } = new(BgpTimers.Default);

    /// <summary>What a node's agent goes by: what it has seen of others and of its own subnets, and what is true of its machine.</summary>
    public ClusterNetwork ViewOf(string node)
    {
        ClusterNetwork seen = Seen[node];
        return ReferenceEquals(seen, Latest) ? seen : seen with
        {
            Nodes = [.. seen.Nodes.Select(known => known.Name == node ? Machine(node) with { PodCidrs = known.PodCidrs } : known)],
            Pods = [.. seen.Pods.Where(pod => pod.Node != node), .. Latest.Pods.Where(pod => pod.Node == node)],
        };
    }

    private ClusterNode Machine(string node) => Latest.Nodes.First(known => known.Name == node);
}
