using System.Collections.Immutable;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;

namespace PolicyEngine.Dataplane.Convergence;

/// <summary>
/// A cluster on its way from one state of its datastore to the next: every node's agent acts on what it has been told so
/// far, in any order among the nodes. What happens on a machine itself (its pods, its own address, its loss) takes effect at
/// once. An immutable value: every step returns the cluster after it, so that all orders can be tried from one point.
/// </summary>
public sealed class ClusterRollout
{
    private readonly CalicoSettings _settings;
    private readonly IPacketFilter _filter;
    private readonly ClusterNetwork _latest;
    private readonly ImmutableSortedDictionary<string, ClusterNetwork> _seen;
    private readonly ImmutableHashSet<string> _lost;

    private ClusterRollout(CalicoSettings settings, IPacketFilter filter, ClusterNetwork latest, ImmutableSortedDictionary<string, ClusterNetwork> seen, ImmutableHashSet<string> lost) =>
        (_settings, _filter, _latest, _seen, _lost) = (settings, filter, latest, seen, lost);

    /// <summary>What the datastore says now.</summary>
    public ClusterNetwork Datastore => _latest;

    /// <summary>The nodes whose agents have not acted on all that the datastore says, and the router between them where it has not heard of it.</summary>
    public IEnumerable<string> Behind => _seen.Where(node => !ReferenceEquals(node.Value, _latest)).Select(node => node.Key);

    /// <summary>A cluster whose agents have all seen the datastore as it is.</summary>
    public static ClusterRollout Settled(ClusterNetwork cluster, CalicoSettings settings, IPacketFilter filter)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return new(settings, filter, cluster, cluster.Nodes.Select(node => node.Name).Append(PodNetwork.Router).ToImmutableSortedDictionary(agent => agent, _ => cluster, StringComparer.Ordinal), []);
    }

    /// <summary>Writes to the datastore. No agent has seen it yet; that of a new node starts with it.</summary>
    public ClusterRollout Write(ClusterNetwork next)
    {
        ArgumentNullException.ThrowIfNull(next);
        HashSet<string> nodes = [PodNetwork.Router, .. next.Nodes.Select(node => node.Name)];
        ImmutableSortedDictionary<string, ClusterNetwork> seen = _seen.RemoveRange(_seen.Keys.Where(node => !nodes.Contains(node) && !_lost.Contains(node) && !_latest.Nodes.Any(known => known.Name == node)));
        foreach (string node in nodes.Where(node => !seen.ContainsKey(node)))
        {
            seen = seen.Add(node, next);
        }

        return new(_settings, _filter, next, seen, _lost);
    }

    /// <summary>The agent of a node, or <see cref="PodNetwork.Router"/>, acts on all that the datastore says; told once or several times, it does the same.</summary>
    public ClusterRollout Deliver(string node) =>
        _seen.ContainsKey(node) && !_lost.Contains(node) ? new(_settings, _filter, _latest, _seen.SetItem(node, _latest), _lost) : this;

    /// <summary>All agents act on all that the datastore says.</summary>
    public ClusterRollout Settle() => _seen.Keys.Aggregate(this, static (rollout, node) => rollout.Deliver(node));

    /// <summary>A machine is gone: nothing answers there any more. The datastore does not know yet.</summary>
    public ClusterRollout Lose(string node) => new(_settings, _filter, _latest, _seen, _lost.Add(node));

    /// <summary>The network as packets find it now.</summary>
    public PodNetwork Network() => new RolloutNetwork(_latest, _lost, ViewOf, cluster => new CalicoNetwork(cluster, _settings, _filter));

    /// <summary>What a node's agent goes by: what it has seen of others, and what is true of itself.</summary>
    private ClusterNetwork ViewOf(string node)
    {
        ClusterNetwork seen = _seen.GetValueOrDefault(node, _latest);
        return ReferenceEquals(seen, _latest) ? seen : seen with
        {
            Nodes = [.. seen.Nodes.Where(other => other.Name != node), .. _latest.Nodes.Concat(seen.Nodes).Where(self => self.Name == node).Take(1)],
            Pods = [.. seen.Pods.Where(pod => pod.Node != node), .. _latest.Pods.Where(pod => pod.Node == node)],
        };
    }
}
