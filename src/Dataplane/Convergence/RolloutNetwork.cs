using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Convergence;

/// <summary>The stacks of a cluster whose nodes have not all seen the same.</summary>
/// <param name="state">How far the rollout is.</param>
/// <param name="networkOf">The network that agents make of what they go by.</param>
internal sealed class RolloutNetwork(RolloutState state, Func<ClusterNetwork, PodNetwork> networkOf) : PodNetwork
{
    private readonly PodNetwork _latest = networkOf(state.Latest);
    private readonly Dictionary<string, string> _nodeOfPod = state.Latest.Pods.ToDictionary(pod => pod.Stack, pod => pod.Node, StringComparer.Ordinal);
    private readonly Dictionary<string, PodNetwork> _views = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public override string StackWith(IpAddress address) => _latest.StackWith(address);

    internal override NodeRules? RulesOf(string stack) => ViewOf(stack).RulesOf(stack);

    internal override Loss? WhyLost(Packet packet, string? last) => ViewOf(Router).WhyLost(packet, last);

    internal override LinkEnd? OnSegment(string segment, IpAddress address) => _latest.OnSegment(segment, address);

    protected override NetworkStack? Build(string name) => state.Lost.Contains(MachineOf(name)) ? null : ViewOf(MachineOf(name)).Stack(name);

    private string MachineOf(string stack) => _nodeOfPod.GetValueOrDefault(stack, stack);

    private PodNetwork ViewOf(string machine)
    {
        if (!state.Seen.ContainsKey(machine))
        {
            return _latest;
        }

        lock (_lock)
        {
            if (!_views.TryGetValue(machine, out PodNetwork? view))
            {
                ClusterNetwork seen = state.ViewOf(machine);
                _views[machine] = view = ReferenceEquals(seen, state.Latest) ? _latest : networkOf(seen);
            }

            return view;
        }
    }
}
