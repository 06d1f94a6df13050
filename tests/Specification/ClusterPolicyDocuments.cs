using System.Collections.Immutable;
using System.Text.Json.Nodes;
using static PolicyEngine.Specification.DocumentParts;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>The documents of cluster policies: the kinds say the same in different words.</summary>
public static class ClusterPolicyDocuments
{
    public static JsonObject Of(ClusterPolicy policy)
    {
        bool isNew = policy.Kind == ClusterPolicyKind.ClusterNetworkPolicy;
        return Document(
            $"policy.networking.k8s.io/{(isNew ? "v1alpha2" : "v1alpha1")}", $"{policy.Kind}", null, policy.Name, Labels.Empty, Fields(
                ("tier", !isNew ? null : policy.IsBaseline ? "Baseline" : "Admin"),
                ("priority", policy.Kind == ClusterPolicyKind.BaselineAdminNetworkPolicy ? null : policy.Priority),
                ("subject", Of(policy.Subject)),
                ("ingress", Rules(policy.Ingress, "from", isNew)),
                ("egress", Rules(policy.Egress, "to", isNew))));
    }

    private static JsonArray? Rules(ImmutableArray<ClusterRule> rules, string side, bool isNew) => rules.IsEmpty ? null : List(rules, rule => Fields(
        ("action", rule.Action),
        (side, List(rule.Peers, Of)),
        (isNew ? "protocols" : "ports", rule.Ports.IsEmpty ? null : List(rule.Ports, isNew ? Protocol : Port))));

    private static JsonObject Of(PodSelection selection) => selection.Pods is null
        ? Fields(("namespaces", Selector(selection.Namespaces!)))
        : Fields(("pods", Fields(
            ("namespaceSelector", selection.Namespaces is { } namespaces ? Selector(namespaces) : null), ("podSelector", Selector(selection.Pods)))));

    private static JsonObject Of(ClusterPeer peer) => peer.Pods is { } pods
        ? Of(pods)
        : Fields(("networks", Texts(peer.Networks)), ("nodes", peer.Nodes is { } nodes ? Selector(nodes) : null));

    private static JsonObject Protocol(ClusterPort port) => port.Name is { } name
        ? Fields(("destinationNamedPort", name))
        : Fields((port.Protocol.ToLowerInvariant(), port.First is null ? new JsonObject() : Fields(("destinationPort", port.Last is { } last
            ? Fields(("range", Fields(("start", port.First), ("end", last))))
            : Fields(("number", port.First))))));

    private static JsonObject Port(ClusterPort port) => port switch
    {
        { Name: { } name } => Fields(("namedPort", name)),
        { Last: { } last } => Fields(("portRange", Fields(("protocol", port.Protocol), ("start", port.First), ("end", last)))),
        _ => Fields(("portNumber", Fields(("protocol", port.Protocol), ("port", port.First)))),
    };
}
