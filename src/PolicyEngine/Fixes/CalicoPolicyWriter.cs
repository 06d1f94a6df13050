using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Fixes;

/// <summary>Writes drafts as Calico's NetworkPolicies, or as GlobalNetworkPolicies for host endpoints.</summary>
/// <param name="tier">The tier.</param>
/// <param name="order">The place in the tier; null for the last.</param>
/// <param name="endsWithPass">Whether traffic it has no rule for leaves the tier, so that the tier's end does not decide about it.</param>
/// <param name="family">The policies it is consulted with.</param>
internal sealed class CalicoPolicyWriter(string tier, double? order, bool endsWithPass, PolicyFamily family)
{
    /// <summary>The document; null where the API has no words for it.</summary>
    public YamlMapping? Write(PolicyDraft draft)
    {
        if (!CanSelect(draft))
        {
            return null;
        }

        bool isIngress = draft.Direction == Directions.Ingress;
        var rules = new List<YamlValue>();
        foreach (FlowRule rule in draft.Rules)
        {
            if (TrafficTerm.Of(rule.Traffic) is not { } terms || !terms.All(HasWords))
            {
                return null;
            }

            rules.AddRange(
                from traffic in terms
                from source in Sides(rule.Sources, draft.Subject)
                from destination in Sides(rule.Destinations, draft.Subject)
                select Rule(draft, traffic, source, destination));
        }

        if (endsWithPass)
        {
            rules.Add(YamlMapping.Of(("action", nameof(RuleAction.Pass))));
        }

        bool isHost = draft.Subject.IsHost;
        return YamlMapping.Of(
            ("apiVersion", "projectcalico.org/v3"),
            ("kind", isHost ? "GlobalNetworkPolicy" : "NetworkPolicy"),
            ("metadata", YamlMapping.Of(
                ("name", tier == Tier.DefaultName ? draft.Name : $"{tier}.{draft.Name}"),
                ("namespace", isHost ? null : (YamlValue)draft.Subject.Namespace))),
            ("spec", YamlMapping.Of(
                ("tier", tier),
                ("order", order is { } place ? place : (YamlValue?)null),
                ("selector", Labels(draft.Subject)),
                ("doNotTrack", family == PolicyFamily.Untracked ? true : (YamlValue?)null),
                ("preDNAT", family == PolicyFamily.PreDnat ? true : (YamlValue?)null),
                ("applyOnForward", family != PolicyFamily.Normal ? true : (YamlValue?)null),
                ("types", YamlSequence.Of(isIngress ? "Ingress" : "Egress")),
                (isIngress ? "ingress" : "egress", YamlSequence.Of(rules)))));
    }

    private static bool HasWords(TrafficTerm term) => term.Protocol switch
    {
        null => true,
        { HasPorts: true } => term.Majors.All(ports => ports.Low > 0) && (term.Minors is not { } sources || sources.Low > 0),
        { IsIcmp: true } => (term.Majors.IsEmpty && term.Minors is null)
            || (term.Majors is [var types] && types.Low == types.High && types.High < byte.MaxValue && (term.Minors is not { } codes || codes.Low == codes.High)),
        _ => true,
    };

    private static YamlMapping Rule(PolicyDraft draft, TrafficTerm traffic, YamlMapping? source, YamlMapping? destination)
    {
        bool hasPorts = traffic.Protocol is { HasPorts: true };
        YamlSequence? ports = hasPorts && !traffic.Majors.IsEmpty ? YamlSequence.Of(traffic.Majors.Select(Ports)) : null;
        YamlSequence? sourcePorts = hasPorts && traffic.Minors is { } minors ? YamlSequence.Of(Ports(minors)) : null;
        return YamlMapping.Of(
            ("action", draft.Action.ToString()),
            ("protocol", Protocol(traffic.Protocol, draft.Families)),
            ("icmp", traffic.Protocol is { IsIcmp: true } && traffic.Majors is [var type]
                ? YamlMapping.Of(("type", type.Low), ("code", traffic.Minors is { } code ? code.Low : (YamlValue?)null))
                : null),
            ("source", Side(source, sourcePorts)),
            ("destination", Side(destination, ports)));
    }

    private static YamlMapping? Side(YamlMapping? party, YamlSequence? ports) => (party, ports) switch
    {
        (null, null) => null,
        (_, null) => party,
        _ => new YamlMapping([.. party?.Members ?? [], ("ports", ports!)]),
    };

    /// <summary>The name ICMP is for IPv4 alone, and not every dataplane knows all the other names: numbers mean the same everywhere.</summary>
    private static YamlValue? Protocol(Protocol? protocol, IpFamilies families) => protocol switch
    {
        null => null,
        { HasPorts: true } given => given.Name,
        { } given when given == Sets.Protocol.Icmp && families == IpFamilies.V4 => given.Name,
        { } given => given.Number,
    };

    private static YamlValue Ports(Interval<ushort> ports) =>
        ports.Low == ports.High ? ports.Low : string.Create(CultureInfo.InvariantCulture, $"{ports.Low}:{ports.High}");

    /// <summary>One side for each rule that is needed; a null where the side is the policy's own.</summary>
    private static IEnumerable<YamlMapping?> Sides(ImmutableArray<PartyTerm> parties, LabelTerm subject)
    {
        if (parties.IsEmpty)
        {
            return [null];
        }

        // Rules must not mix addresses of two families.
        IEnumerable<YamlMapping> nets = parties.OfType<NetTerm>().GroupBy(net => net.Prefix.Family)
            .Select(family => YamlMapping.Of(("nets", YamlSequence.Of(family.Select(net => (YamlValue)net.Prefix.ToString())))));
        return parties.OfType<LabelTerm>().Select(pods => Pods(pods, subject)).Concat(nets);
    }

    private static YamlMapping Pods(LabelTerm pods, LabelTerm subject) => YamlMapping.Of(
        ("namespaceSelector", pods.Namespace == subject.Namespace ? null : (YamlValue)Equality(CalicoLabels.Name, pods.Namespace)),
        ("selector", Labels(pods)));

    private static string Labels(LabelTerm term) => term.Labels.IsEmpty ? "all()" : string.Join(" && ", term.Labels.Select(label => Equality(label.Key, label.Value)));

    /// <summary>Whether selectors can say all labels of a draft: their texts know no escapes.</summary>
    private static bool CanSelect(PolicyDraft draft) => draft.Rules
        .SelectMany(rule => rule.Sources.Concat(rule.Destinations))
        .OfType<LabelTerm>()
        .Append(draft.Subject)
        .SelectMany(term => term.Labels)
        .All(label => Selector.IsValidLabel(label.Key) && !label.Value.Contains('\'', StringComparison.Ordinal));

    private static string Equality(string label, string value) => $"{label} == '{value}'";
}
