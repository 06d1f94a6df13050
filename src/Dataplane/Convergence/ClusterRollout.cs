using System.Collections.Immutable;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;

namespace PolicyEngine.Dataplane.Convergence;

/// <summary>
/// A cluster on its way from one state of its datastore to the next: every node's agent acts on what it has been told so
/// far, in any order among the nodes. What happens on a machine itself (its pods, its own address, its loss) takes effect at
/// once. An immutable value: every step returns the cluster after it, so that all orders can be tried from one point.
/// </summary>
public sealed partial class ClusterRollout
{
    private readonly Func<ClusterNetwork, BgpSessionStates, PodNetwork> _networkOf;
    private readonly RolloutState _state;

    private ClusterRollout(Func<ClusterNetwork, BgpSessionStates, PodNetwork> networkOf, RolloutState state) => (_networkOf, _state) = (networkOf, state);

    /// <summary>What the datastore says now.</summary>
    public ClusterNetwork Datastore => _state.Latest;

    /// <summary>The nodes whose agents have not acted on all that the datastore says, and the router between them where it has not heard of it.</summary>
    public IEnumerable<string> Behind => _state.Seen.Where(node => !ReferenceEquals(node.Value, _state.Latest)).Select(node => node.Key);

    /// <summary>A cluster with Calico whose agents have all seen the datastore as it is.</summary>
    public static ClusterRollout Settled(ClusterNetwork cluster, CalicoSettings settings, IPacketFilter filter) =>
        Settled(cluster, (seen, sessions) => new CalicoNetwork(seen, settings, filter, sessions.IsEmpty ? null : sessions.HasRoutes));

    /// <summary>A cluster with another network whose agents have all seen the datastore as it is.</summary>
    /// <param name="cluster">What the datastore says.</param>
    /// <param name="networkOf">The network that agents make of what they have seen.</param>
    public static ClusterRollout Settled(ClusterNetwork cluster, Func<ClusterNetwork, PodNetwork> networkOf)
    {
        ArgumentNullException.ThrowIfNull(networkOf);
        return Settled(cluster, (seen, _) => networkOf(seen));
    }

    /// <summary>Writes to the datastore. No agent has seen it yet, but those of new nodes, which start with it; nodes that it takes away are forgotten.</summary>
    public ClusterRollout Write(ClusterNetwork next)
    {
        ArgumentNullException.ThrowIfNull(next);
        ImmutableSortedDictionary<string, ClusterNetwork> seen = AgentsOf(next).ToImmutableSortedDictionary(agent => agent, agent => _state.Seen.GetValueOrDefault(agent, next), StringComparer.Ordinal);
        return With(_state with
        {
            Latest = next,
            Seen = seen,
            Lost = _state.Lost.Intersect(seen.Keys),
            Stopped = _state.Stopped.Intersect(seen.Keys),
            Sessions = _state.Sessions.Where((node, peer) => seen.ContainsKey(node) && seen.ContainsKey(peer)),
        });
    }

    /// <summary>The agent of a node, or <see cref="PodNetwork.Router"/>, acts on all that the datastore says; told once or several times, it does the same.</summary>
    public ClusterRollout Deliver(string node) =>
        _state.Seen.ContainsKey(node) && !_state.Lost.Contains(node) && !_state.Stopped.Contains(node)
            ? With(_state with { Seen = _state.Seen.SetItem(node, _state.Latest) })
            : this;

    /// <summary>Everyone who is there hears everything: agents run and act on all that the datastore says, and speakers of BGP hear one another.</summary>
    public ClusterRollout Settle() => _state.Seen.Keys.Aggregate(Restored(), static (rollout, node) => rollout.Deliver(node));

    /// <summary>The network as packets find it now.</summary>
    public PodNetwork Network() => new RolloutNetwork(_state, cluster => _networkOf(cluster, _state.Sessions));

    private static ClusterRollout Settled(ClusterNetwork cluster, Func<ClusterNetwork, BgpSessionStates, PodNetwork> networkOf)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return new(networkOf, new RolloutState(cluster, AgentsOf(cluster).ToImmutableSortedDictionary(agent => agent, _ => cluster, StringComparer.Ordinal)));
    }

    private static IEnumerable<string> AgentsOf(ClusterNetwork cluster) => cluster.Nodes.Select(node => node.Name).Append(PodNetwork.Router);

    private ClusterRollout Restored() => With(_state with { Stopped = [], Sessions = _state.Sessions.Where((node, peer) => _state.Lost.Contains(node) || _state.Lost.Contains(peer)) });

    private ClusterRollout With(RolloutState state) => new(_networkOf, state);
}
