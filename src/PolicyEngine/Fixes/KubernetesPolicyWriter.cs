using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Fixes;

/// <summary>Writes drafts as NetworkPolicies of Kubernetes, which only ever allow.</summary>
internal static class KubernetesPolicyWriter
{
    /// <summary>The document; null where the API has no words for it.</summary>
    public static YamlMapping? Write(PolicyDraft draft)
    {
        bool isIngress = draft.Direction == Directions.Ingress;
        var rules = new List<YamlValue>();
        foreach (FlowRule rule in draft.Rules)
        {
            if (TrafficTerm.Of(rule.Traffic) is not { } terms || !terms.All(HasWords))
            {
                return null;
            }

            YamlSequence? ports = terms is [{ Protocol: null }] ? null : YamlSequence.Of(terms.SelectMany(Ports));
            rules.Add(YamlMapping.Of(
                (isIngress ? "from" : "to", YamlSequence.Of(rule.Peers(draft.Direction).Select(peer => Peer(peer, draft.Subject.Namespace)))),
                ("ports", ports)));
        }

        return YamlMapping.Of(
            ("apiVersion", "networking.k8s.io/v1"),
            ("kind", "NetworkPolicy"),
            ("metadata", YamlMapping.Of(("name", draft.Name), ("namespace", draft.Subject.Namespace))),
            ("spec", YamlMapping.Of(
                ("podSelector", Labels(draft.Subject)),
                ("policyTypes", YamlSequence.Of(isIngress ? "Ingress" : "Egress")),
                (isIngress ? "ingress" : "egress", YamlSequence.Of(rules)))));
    }

    /// <summary>A label selector.</summary>
    public static YamlMapping Labels(LabelTerm term) => term.Labels.IsEmpty
        ? YamlMapping.Of()
        : YamlMapping.Of(("matchLabels", new YamlMapping([.. term.Labels.Select(label => (label.Key, (YamlValue)label.Value))])));

    /// <summary>A selector of the namespace of a name.</summary>
    public static YamlMapping Namespace(string name) => YamlMapping.Of(("matchLabels", YamlMapping.Of((CalicoLabels.MetadataName, name))));

    private static bool HasWords(TrafficTerm term) =>
        term.Protocol is null || (term.Protocol is { HasPorts: true } && term.Minors is null && term.Majors.All(ports => ports.Low > 0));

    private static YamlMapping Peer(PartyTerm peer, string ownNamespace) => peer switch
    {
        NetTerm net => YamlMapping.Of(("ipBlock", YamlMapping.Of(("cidr", net.Prefix.ToString())))),
        _ => Pods((LabelTerm)peer, ownNamespace),
    };

    private static YamlMapping Pods(LabelTerm pods, string ownNamespace) => YamlMapping.Of(
        ("namespaceSelector", pods.Namespace == ownNamespace ? null : Namespace(pods.Namespace)),
        ("podSelector", Labels(pods)));

    private static IEnumerable<YamlValue> Ports(TrafficTerm term)
    {
        YamlValue protocol = term.Protocol!.Value.Name;
        return term.Majors.IsEmpty
            ? [YamlMapping.Of(("protocol", protocol))]
            : term.Majors.Select(ports => YamlMapping.Of(
                ("protocol", protocol), ("port", ports.Low), ("endPort", ports.High > ports.Low ? ports.High : (YamlValue?)null)));
    }
}
