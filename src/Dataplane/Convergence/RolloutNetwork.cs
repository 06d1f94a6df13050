using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Convergence;

/// <summary>The stacks of a cluster whose nodes have not all seen the same.</summary>
/// <param name="latest">What is true of the machines and their pods.</param>
/// <param name="lost">The machines that are gone.</param>
/// <param name="viewOf">What a node goes by.</param>
/// <param name="networkOf">The network that agents make of what they go by.</param>
internal sealed class RolloutNetwork(ClusterNetwork latest, ImmutableHashSet<string> lost, Func<string, ClusterNetwork> viewOf, Func<ClusterNetwork, PodNetwork> networkOf) : PodNetwork
{
    private readonly PodNetwork _latest = networkOf(latest);
    private readonly HashSet<string> _agents = [Router, .. latest.Nodes.Select(node => node.Name)];
    private readonly Dictionary<string, string> _nodeOfPod = latest.Pods.ToDictionary(pod => pod.Stack, pod => pod.Node, StringComparer.Ordinal);
    private readonly Dictionary<string, PodNetwork> _views = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public override string StackWith(IpAddress address) => _latest.StackWith(address);

    internal override NodeRules? RulesOf(string stack) => ViewOf(stack).RulesOf(stack);

    internal override (WalkEnd End, string Reason)? WhyUnknownToRouter(Packet packet) => ViewOf(Router).WhyUnknownToRouter(packet);

    internal override LinkEnd? OnSegment(string segment, IpAddress address) => _latest.OnSegment(segment, address);

    protected override NetworkStack? Build(string name) =>
        lost.Contains(name) || (_nodeOfPod.TryGetValue(name, out string? node) && lost.Contains(node)) ? null : ViewOf(name).Stack(name);

    private PodNetwork ViewOf(string stack)
    {
        if (!_agents.Contains(stack))
        {
            return _latest;
        }

        lock (_lock)
        {
            if (!_views.TryGetValue(stack, out PodNetwork? view))
            {
                ClusterNetwork seen = viewOf(stack);
                _views[stack] = view = ReferenceEquals(seen, latest) ? _latest : networkOf(seen);
            }

            return view;
        }
    }
}
