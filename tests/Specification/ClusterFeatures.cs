namespace PolicyEngine.Specification;

/// <summary>What worlds may have of nodes and cluster policies.</summary>
public static class ClusterFeatures
{
    public static (string Name, Func<World, bool> Uses)[] All { get; } =
    [
        ("Kubernetes is the judge", world => world.Enforcement == Enforcement.Kubernetes),
        ("node", world => !world.Nodes.IsEmpty),
        ("pod that a node runs", world => world.Pods.Any(pod => !pod.HostNetwork && world.Nodes.Any(node => node.Name == pod.Node))),
        ("pod on the host's network", world => world.Pods.Any(pod => pod.HostNetwork)),
        ("ClusterNetworkPolicy of the Admin tier", world => world.ClusterPolicies.Any(policy => policy is { Kind: ClusterPolicyKind.ClusterNetworkPolicy, IsBaseline: false })),
        ("ClusterNetworkPolicy of the Baseline tier", world => world.ClusterPolicies.Any(policy => policy is { Kind: ClusterPolicyKind.ClusterNetworkPolicy, IsBaseline: true })),
        ("AdminNetworkPolicy", world => world.ClusterPolicies.Any(policy => policy.Kind == ClusterPolicyKind.AdminNetworkPolicy)),
        ("BaselineAdminNetworkPolicy", world => world.ClusterPolicies.Any(policy => policy.Kind == ClusterPolicyKind.BaselineAdminNetworkPolicy)),
        ("equal priorities", world => world.ClusterPolicies.GroupBy(policy => (policy.Tier, policy.Priority)).Any(group => group.Count() > 1)),
        ("Calico policy next to a cluster policy", world => world.CalicoPolicies.Any(calico => world.ClusterPolicies.Any(policy => policy.Tier == calico.Tier))),
        ("subject of all namespaces", world => world.ClusterPolicies.Any(policy => policy.Subject.Namespaces is null)),
        ("accepting rule", world => Rules(world).Any(rule => rule.Action is "Accept" or "Allow")),
        ("denying rule", world => Rules(world).Any(rule => rule.Action == "Deny")),
        ("passing rule", world => Rules(world).Any(rule => rule.Action == "Pass")),
        ("namespaces peer", world => Peers(world).Any(peer => peer.Pods is { Pods: null })),
        ("namespaces peer where network sets are", world => !world.NetworkSets.IsEmpty && Peers(world).Any(peer => peer.Pods is { Pods: null })),
        ("pods peer", world => Peers(world).Any(peer => peer.Pods is { Pods: not null })),
        ("networks peer", world => Peers(world).Any(peer => !peer.Networks.IsEmpty)),
        ("nodes peer", world => Peers(world).Any(peer => peer.Nodes is not null)),
        ("nodes peer with a node, for Kubernetes", world => world.Enforcement == Enforcement.Kubernetes && !world.Nodes.IsEmpty && Peers(world).Any(peer => peer.Nodes is not null)),
        ("peer of no known kind", world => Peers(world).Any(peer => peer is { Pods: null, Nodes: null, Networks.IsEmpty: true })),
        ("named port of a cluster policy", world => Rules(world).Any(rule => rule.Ports.Any(port => port.Name is not null))),
        ("port range of a cluster policy", world => Rules(world).Any(rule => rule.Ports.Any(port => port.Last is not null))),
        ("broken rule of a cluster policy", world => world.ClusterPolicies.Any(policy =>
            policy.Ingress.Any(rule => !WellFormedCluster.Is(policy.Kind, rule, ingress: true)) || policy.Egress.Any(rule => !WellFormedCluster.Is(policy.Kind, rule, ingress: false)))),
    ];

    private static IEnumerable<ClusterRule> Rules(World world) => world.ClusterPolicies.SelectMany(policy => policy.Ingress.Concat(policy.Egress));

    private static IEnumerable<ClusterPeer> Peers(World world) => Rules(world).SelectMany(rule => rule.Peers);
}
