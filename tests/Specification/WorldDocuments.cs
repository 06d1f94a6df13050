using System.Text.Json.Nodes;
using static PolicyEngine.Specification.DocumentParts;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>The documents that describe a world, in the order of its fields.</summary>
public static class WorldDocuments
{
    private const string Calico = "projectcalico.org/v3";

    public static IEnumerable<JsonObject> Of(World world) =>
    [
        .. world.Namespaces.Select(item => Document("v1", "Namespace", null, item.Name, item.Labels, null)),
        .. world.Nodes.Select(Of),
        .. world.HostEndpoints.Select(HostDocuments.Of),
        .. world.Pools.Select(HostDocuments.Of),
        .. world.Felix.Select(HostDocuments.Of),
        .. world.ServiceAccounts.Select(item => Document("v1", "ServiceAccount", item.Namespace, item.Name, item.Labels, null)),
        .. world.Services.Select(ServiceDocuments.Of),
        .. world.EndpointSlices.Select(ServiceDocuments.Of),
        .. world.NetworkSets.Select(Of),
        .. world.Tiers.Select(Of),
        .. world.Profiles.Select(Of),
        .. world.Pods.Select(pod => pod.Profiles is null ? OfPod(pod) : OfWorkloadEndpoint(pod)),
        .. world.KubernetesPolicies.Select(Of),
        .. world.ClusterPolicies.Select(ClusterPolicyDocuments.Of),
        .. world.CalicoPolicies.Select(Of),
    ];

    private static JsonObject Of(NodeObject node)
    {
        JsonObject document = Document("v1", "Node", null, node.Name, node.Labels, null);
        document["status"] = Fields(("addresses", List(node.Addresses, address => Fields(("type", "InternalIP"), ("address", address)))));
        return document;
    }

    private static JsonObject Of(NetworkSetObject set) => Document(
        Calico, set.Namespace is null ? "GlobalNetworkSet" : "NetworkSet", set.Namespace, set.Name, set.Labels, Fields(("nets", Texts(set.Nets))));

    private static JsonObject Of(TierObject tier) => Document(
        Calico, "Tier", null, tier.Name, Labels.Empty, Fields(("order", Number(tier.Order)), ("defaultAction", tier.DefaultAction)));

    private static JsonObject Of(ProfileObject profile) => Document(Calico, "Profile", null, profile.Name, Labels.Empty, Fields(
        ("labelsToApply", Map(profile.LabelsToApply)), ("ingress", List(profile.Ingress, Of)), ("egress", List(profile.Egress, Of))));

    private static JsonObject OfPod(PodObject pod)
    {
        JsonObject container = Fields(("name", "main"), ("ports", pod.Ports.IsEmpty ? null : List(pod.Ports, port => Fields(
            ("name", port.Name), ("protocol", port.Protocol), ("containerPort", port.Number)))));
        JsonObject document = Document("v1", "Pod", pod.Namespace, pod.Name, pod.Labels, Fields(
            ("nodeName", pod.Node), ("serviceAccountName", pod.ServiceAccount), ("hostNetwork", pod.HostNetwork ? true : null), ("containers", new JsonArray(container))));
        if (!pod.Addresses.IsEmpty)
        {
            document["status"] = Fields(
                ("podIP", pod.Addresses[0]), ("podIPs", List(pod.Addresses, address => Fields(("ip", address)))));
        }

        return document;
    }

    private static JsonObject OfWorkloadEndpoint(PodObject pod) => Document(
        Calico, "WorkloadEndpoint", pod.Namespace, $"n1-k8s-{pod.Name}-eth0", pod.Labels, Fields(
            ("node", pod.Node ?? "n1"), ("orchestrator", "k8s"), ("pod", pod.Name), ("endpoint", "eth0"), ("interfaceName", $"cali{pod.Name}"),
            ("ipNetworks", List(pod.Addresses, address => JsonValue.Create(address.Contains(':', StringComparison.Ordinal) ? $"{address}/128" : $"{address}/32"))),
            ("profiles", Texts(pod.Profiles!.Value)),
            ("ports", pod.Ports.IsEmpty ? null : List(pod.Ports, port => Fields(
                ("name", port.Name), ("protocol", port.Protocol), ("port", port.Number))))));

    private static JsonObject Of(KubernetesPolicy policy) => Document(
        policy.Staged ? Calico : "networking.k8s.io/v1",
        policy.Staged ? "StagedKubernetesNetworkPolicy" : "NetworkPolicy",
        policy.Namespace, policy.Name, Labels.Empty, Fields(
            ("stagedAction", policy.StagedAction), ("podSelector", Selector(policy.PodSelector)),
            ("policyTypes", policy.Types is { } types ? Texts(types) : null),
            ("ingress", policy.Ingress is { } ingress ? List(ingress, rule => Of(rule, "from")) : null),
            ("egress", policy.Egress is { } egress ? List(egress, rule => Of(rule, "to")) : null)));

    private static JsonObject Of(KubernetesRule rule, string side) => Fields(
        (side, rule.Peers.IsEmpty ? null : List(rule.Peers, Of)), ("ports", rule.Ports.IsEmpty ? null : List(rule.Ports, Of)));

    private static JsonObject Of(KubernetesPeer peer) => Fields(
        ("podSelector", peer.Pods is { } pods ? Selector(pods) : null),
        ("namespaceSelector", peer.Namespaces is { } namespaces ? Selector(namespaces) : null),
        ("ipBlock", peer.Block is { } block ? Fields(("cidr", block.Cidr), ("except", Texts(block.Except))) : null));

    private static JsonObject Of(KubernetesPort port) => Fields(
        ("protocol", port.Protocol), ("port", port.Name is { } name ? JsonValue.Create(name) : Number(port.Number)), ("endPort", Number(port.End)));

    private static JsonObject Of(CalicoPolicy policy) => Document(
        Calico, policy.Kind, policy.Namespace, policy.Name, Labels.Empty, Fields(
            ("stagedAction", policy.StagedAction), ("tier", policy.Tier), ("order", Number(policy.Order)), ("selector", policy.Selector?.Text),
            ("namespaceSelector", policy.NamespaceSelector?.Text), ("serviceAccountSelector", policy.ServiceAccountSelector?.Text),
            ("types", policy.Types is { } types ? Texts(types) : null),
            ("doNotTrack", policy.DoNotTrack ? true : null), ("preDNAT", policy.PreDnat ? true : null),
            ("applyOnForward", policy.ApplyOnForward || policy.DoNotTrack || policy.PreDnat ? true : null),
            ("ingress", policy.Ingress is { } ingress ? List(ingress, Of) : null),
            ("egress", policy.Egress is { } egress ? List(egress, Of) : null)));

    private static JsonObject Of(CalicoRule rule) => Fields(
        ("action", rule.Action), ("ipVersion", Number(rule.IpVersion)),
        ("protocol", NumberOrName(rule.Protocol)), ("notProtocol", NumberOrName(rule.NotProtocol)),
        ("icmp", Of(rule.Icmp)), ("notICMP", Of(rule.NotIcmp)), ("http", HttpDocuments.Of(rule.Http)), ("source", Of(rule.Source)), ("destination", Of(rule.Destination)));

    private static JsonObject? Of(CalicoIcmp? icmp) => icmp is null ? null : Fields(("type", icmp.Type), ("code", Number(icmp.Code)));

    private static JsonObject? Of(CalicoSide side) => side == CalicoSide.Any ? null : Fields(
        ("nets", Texts(side.Nets)), ("notNets", Texts(side.NotNets)), ("selector", side.Selector?.Text), ("notSelector", side.NotSelector?.Text),
        ("namespaceSelector", side.NamespaceSelector?.Text),
        ("serviceAccounts", side.ServiceAccounts is { } accounts
            ? Fields(("names", Texts(accounts.Names)), ("selector", accounts.Selector?.Text))
            : null),
        ("services", side.Service is { } service ? Fields(("name", service.Name), ("namespace", service.Namespace)) : null),
        ("ports", side.Ports.IsEmpty ? null : List(side.Ports, NumberOrName)), ("notPorts", side.NotPorts.IsEmpty ? null : List(side.NotPorts, NumberOrName)));
}
