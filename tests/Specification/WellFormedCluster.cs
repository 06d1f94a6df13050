namespace PolicyEngine.Specification;

/// <summary>What the API would refuse of cluster policies.</summary>
// Kubernetes: fields and limits of ClusterNetworkPolicy; how the older kinds differ.
public static class WellFormedCluster
{
    public static bool IsNamed(ClusterPolicy policy) => policy.Kind != ClusterPolicyKind.BaselineAdminNetworkPolicy || policy.Name == "default";

    public static bool IsAction(ClusterPolicyKind kind, string action) => action switch
    {
        "Accept" => kind == ClusterPolicyKind.ClusterNetworkPolicy,
        "Allow" => kind != ClusterPolicyKind.ClusterNetworkPolicy,
        "Pass" => kind != ClusterPolicyKind.BaselineAdminNetworkPolicy,
        _ => action == "Deny",
    };

    public static bool Is(ClusterPolicyKind kind, ClusterRule rule, bool ingress) =>
        IsAction(kind, rule.Action)
        && !rule.Peers.IsEmpty && rule.Peers.All(peer => Is(peer, ingress))
        && rule.Ports.All(port => port.Name is not null || Is(kind, port));

    /// <summary>A peer of no known kind is not refused here: it has a meaning.</summary>
    private static bool Is(ClusterPeer peer, bool ingress) =>
        (peer.Pods is null || (Is(peer.Pods.Namespaces) && Is(peer.Pods.Pods)))
        && (!ingress || (peer.Networks.IsEmpty && peer.Nodes is null))
        && peer.Networks.All(net => net.Contains('/', StringComparison.Ordinal) && Net.TryParse(net, out _))
        && Is(peer.Nodes);

    private static bool Is(LabelSelector? selector) => selector is null || WellFormed.Is(selector);

    private static bool Is(ClusterPolicyKind kind, ClusterPort port) =>
        port.Protocol is "TCP" or "UDP" or "SCTP"
        && port.First is >= 1 and <= 65535
        && (port.Last is not { } last || (last <= 65535 && (port.First < last || (port.First == last && kind != ClusterPolicyKind.ClusterNetworkPolicy))));
}
