using static PolicyEngine.Specification.WorldShrinker;

namespace PolicyEngine.Specification;

/// <summary>Cluster policies that are a little smaller. A rule keeps a peer and a peer its kind.</summary>
public static class ClusterPolicyShrinker
{
    public static IEnumerable<ClusterPolicy> Shrink(ClusterPolicy policy) =>
    [
        .. Less(policy.Ingress, Shrink).Select(rules => policy with { Ingress = rules }),
        .. Less(policy.Egress, Shrink).Select(rules => policy with { Egress = rules }),
        .. Shrink(policy.Subject).Select(subject => policy with { Subject = subject }),
    ];

    private static IEnumerable<ClusterRule> Shrink(ClusterRule rule) =>
    [
        .. Less(rule.Peers, Shrink).Where(peers => !peers.IsEmpty).Select(peers => rule with { Peers = peers }),
        .. Less(rule.Ports).Select(ports => rule with { Ports = ports }),
    ];

    private static IEnumerable<ClusterPeer> Shrink(ClusterPeer peer) =>
    [
        .. peer.Pods is { } pods ? Shrink(pods).Select(smaller => peer with { Pods = smaller }) : [],
        .. peer.Nodes is { } nodes ? WorldShrinker.Shrink(nodes).Select(smaller => peer with { Nodes = smaller }) : [],
        .. Less(peer.Networks).Where(nets => !nets.IsEmpty).Select(nets => peer with { Networks = nets }),
    ];

    private static IEnumerable<PodSelection> Shrink(PodSelection selection) =>
    [
        .. selection.Namespaces is { } namespaces ? WorldShrinker.Shrink(namespaces).Select(smaller => selection with { Namespaces = smaller }) : [],
        .. selection.Pods is { } pods ? WorldShrinker.Shrink(pods).Select(smaller => selection with { Pods = smaller }) : [],
        .. selection is { Namespaces: not null, Pods: not null } ? (PodSelection[])[selection with { Pods = null }] : [],
    ];
}
