using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>Gives a world nodes, pods on their network, and cluster policies.</summary>
public static class ClusterBuilder
{
    private static readonly ImmutableArray<string> s_addresses = ["192.0.2.7", "10.0.1.0", "fd00::"];

    public static World Complete(World world, Dice dice, bool hasErrors)
    {
        Enforcement enforcement = dice.Pick(Enforcement.Calico, Enforcement.ApplicationLayer, Enforcement.Kubernetes);
        ImmutableArray<ClusterPolicy> policies = new ClusterPolicyBuilder(dice, hasErrors).Build(dice.Chance(60) ? 4 : 0, enforcement);
        ImmutableArray<NodeObject> nodes =
            [.. s_addresses.Where(_ => dice.Chance(40)).Select((address, index) => new NodeObject($"node{index}", WorldBuilder.SomeLabels(dice), [address]))];
        return world with
        {
            Enforcement = enforcement,
            Nodes = nodes,
            Pods = [.. world.Pods.Select(pod => Placed(dice, pod)), .. dice.Subset(nodes, 25).Select((node, index) => Host(dice, node, index))],
            ClusterPolicies = world.CalicoPolicies.Any(policy => policy.Tier == "kube-baseline") ? [.. policies.Where(HasPriority)] : policies,
        };
    }

    /// <summary>Where one without has its place among others is written nowhere.</summary>
    private static bool HasPriority(ClusterPolicy policy) => policy.Kind != ClusterPolicyKind.BaselineAdminNetworkPolicy;

    /// <summary>On a node of the world or on another; a workload endpoint always says where.</summary>
    private static PodObject Placed(Dice dice, PodObject pod) =>
        pod with { Node = pod.Profiles is null && dice.Chance(30) ? null : dice.Pick("node0", "node1", "elsewhere") };

    public static PodObject Host(Dice dice, NodeObject node, int index) => new(dice.Pick(WorldBuilder.NamespaceNames), $"host{index}", WorldBuilder.SomeLabels(dice))
    {
        Node = node.Name,
        Addresses = node.Addresses,
        Ports = [new PortObject(dice.Pick(WorldBuilder.PortNames), "TCP", dice.Pick(WorldBuilder.PortNumbers))],
        HostNetwork = true,
    };
}
