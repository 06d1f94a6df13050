using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Fixes;

/// <summary>Writes drafts as ClusterNetworkPolicies or AdminNetworkPolicies.</summary>
/// <param name="kind">Which of the two.</param>
/// <param name="tier">The tier, for the former.</param>
/// <param name="priority">The priority.</param>
internal sealed class ClusterPolicyWriter(PolicyKind kind, string tier, int priority)
{
    private const int MostEntries = 25;

    private bool IsOlder => kind == PolicyKind.AdminNetworkPolicy;

    /// <summary>The document; null where the API has no words for it.</summary>
    public YamlMapping? Write(PolicyDraft draft)
    {
        bool isIngress = draft.Direction == Directions.Ingress;
        var rules = new List<YamlValue>();
        foreach (FlowRule rule in draft.Rules)
        {
            if (draft.Subject.IsHost || TrafficTerm.Of(rule.Traffic) is not { } terms || !terms.All(HasWords) || (isIngress && rule.Sources.Any(peer => peer is NetTerm)))
            {
                return null;
            }

            YamlValue[] ports = terms is [{ Protocol: null }] ? [] : [.. terms.SelectMany(Ports)];
            if (ports.Length > MostEntries || rule.Peers(draft.Direction).Length > MostEntries)
            {
                return null;
            }

            string accept = IsOlder ? "Allow" : "Accept";
            rules.Add(YamlMapping.Of(
                ("action", draft.Action == RuleAction.Allow ? accept : "Deny"),
                (isIngress ? "from" : "to", YamlSequence.Of(rule.Peers(draft.Direction).Select(Peer))),
                (IsOlder ? "ports" : "protocols", ports.Length == 0 ? null : YamlSequence.Of(ports))));
        }

        return YamlMapping.Of(
            ("apiVersion", IsOlder ? "policy.networking.k8s.io/v1alpha1" : "policy.networking.k8s.io/v1alpha2"),
            ("kind", kind.ToString()),
            ("metadata", YamlMapping.Of(("name", draft.Name))),
            ("spec", YamlMapping.Of(
                ("tier", IsOlder ? null : (YamlValue)tier),
                ("priority", priority),
                ("subject", YamlMapping.Of(("pods", Pods(draft.Subject)))),
                (isIngress ? "ingress" : "egress", YamlSequence.Of(rules)))));
    }

    private static bool HasWords(TrafficTerm term) =>
        term.Protocol is null || (term.Protocol is { HasPorts: true } && term.Minors is null && !term.Majors.IsEmpty && term.Majors.All(ports => ports.Low > 0));

    private static YamlValue Peer(PartyTerm peer) => peer switch
    {
        NetTerm net => YamlMapping.Of(("networks", YamlSequence.Of(net.Prefix.ToString()))),
        _ => YamlMapping.Of(("pods", Pods((LabelTerm)peer))),
    };

    private static YamlMapping Pods(LabelTerm pods) => YamlMapping.Of(
        ("namespaceSelector", KubernetesPolicyWriter.Namespace(pods.Namespace)),
        ("podSelector", KubernetesPolicyWriter.Labels(pods)));

    private IEnumerable<YamlValue> Ports(TrafficTerm term)
    {
        foreach (Interval<ushort> ports in term.Majors)
        {
            string protocol = term.Protocol!.Value.Name;
            YamlMapping range = YamlMapping.Of(("start", ports.Low), ("end", ports.High));
            bool isOne = ports.Low == ports.High;
            yield return IsOlder
                ? isOne
                    ? YamlMapping.Of(("portNumber", YamlMapping.Of(("protocol", protocol), ("port", ports.Low))))
                    : YamlMapping.Of(("portRange", new YamlMapping([("protocol", protocol), .. range.Members])))
                : YamlMapping.Of((protocol.ToLowerInvariant(), YamlMapping.Of(
                    ("destinationPort", isOne ? YamlMapping.Of(("number", ports.Low)) : YamlMapping.Of(("range", range))))));
        }
    }
}
