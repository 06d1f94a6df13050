using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Says what an answer takes for granted, what it depends on, and what the input lacks.</summary>
internal sealed class AnswerNotes(PolicySnapshot snapshot, HalfEvaluator halves)
{
    private readonly ConcurrentDictionary<Policy, bool> _consulting = new(ReferenceEqualityComparer.Instance);

    /// <summary>Why a part is denied, where the address that its destination sees is the reason; null elsewhere.</summary>
    public ReasonCode? Reason(ImmutableArray<AnswerPart> parts) => parts.FirstOrDefault(IsDeniedByTranslation) is { } denied ? ReasonOfTranslation(denied) : null;

    /// <summary>The facts that the input lacks; none where the verdict is known.</summary>
    public IEnumerable<string> Missing(AnswerPart part)
    {
        if (part.Verdict != VerdictKind.Unknown)
        {
            yield break;
        }

        foreach (Decision decision in (Decision[])[part.Egress, part.Ingress])
        {
            if (decision.Outcome != Outcome.Unknown)
            {
                continue;
            }

            if (decision.Fault is { } fault)
            {
                yield return $"{fault.Message} ({fault.Span})";
            }
            else
            {
                yield return decision.Reason switch
                {
                    ReasonCode.HttpRequestUnknown => $"the HTTP method and path that {part.Source} asks {part.Destination} for",
                    ReasonCode.UndefinedByApi => $"what the implementation makes of {part.Witness.Traffic.Protocol.Name} where {decision.Policy?.Name} governs",
                    ReasonCode.HostNetworkUndefined => $"whether the implementation takes {HostNetworkPodOf(part)} for a pod or for its node",
                    ReasonCode.TranslationUndefined => $"whether the implementation looks at addresses before or behind their translation to {part.Destination}",
                    ReasonCode.DnsSnapshotMissing => $"the addresses of {string.Join(", ", decision.Rule?.Destination.Domains ?? [])}",
                    ReasonCode.NodeUnknown => $"the node of {part.Source} or {part.Destination}",
                    ReasonCode.InterfaceUnknown => $"which host endpoint governs the interface between {part.Source} and {part.Destination}",
                    ReasonCode.TunnelUnknown => $"the address of the tunnel of {part.Source}'s node (Calico's `Node`, or its annotations)",
                    ReasonCode.IpPoolUnknown => $"the IPPool of {part.Source} or {part.Destination}",
                    ReasonCode.NoVerdict => $"what the node's own firewall does with {(snapshot.Parties.NodeOf(part.Witness.Destination) is null ? "forwarded traffic" : "packets of its pods")}",
                    _ => part.Witness.Source.Address is null ? $"the address of {part.Source}" : $"the address of {part.Destination}",
                };
            }
        }
    }

    private static string HostNetworkPodOf(AnswerPart part) =>
        string.Join(" or ", new[] { (Name: part.Source, Party: part.Witness.Source), (Name: part.Destination, Party: part.Witness.Destination) }
            .Where(side => side.Party.IsHostNetworkPod)
            .Select(side => side.Name));

    /// <summary>What was taken for granted.</summary>
    public IEnumerable<string> Assumptions(ImmutableArray<AnswerPart> parts)
    {
        Decision[] decisions = [.. parts.SelectMany(part => (Decision[])[part.Egress, part.Ingress])];
        return OfTranslation(parts)
            .Concat(new ProfileNotes(snapshot).Of(parts))
            .Concat(OfModel(snapshot.Model))
            .Concat(decisions.Any(decision => decision.Reason == ReasonCode.EndpointToHost) && snapshot.Model.Felix.IsDefault
                ? ["the input has no FelixConfiguration: nodes are taken to accept what their pods send them, as Calico is installed (defaultEndpointToHostAction)"]
                : Enumerable.Empty<string>())
            .Concat(decisions.Select(decision => decision.Stage?.HostEndpoint).OfType<Endpoint>().Where(IsAssumed).Select(assumed =>
                $"interface {assumed.InterfaceName} of host endpoint `{assumed.Name}` is taken to be the one that leads to other machines"))
            .Concat(parts.Where(part => ConsultsNamespaceLabels(part.Egress) || ConsultsNamespaceLabels(part.Ingress)).SelectMany(OfNamespaces));
    }

    /// <summary>What holds for all answers.</summary>
    public static IEnumerable<string> OfModel(PolicyModel model) =>
        model.NotTakenIntoAccount.Select(foreign => $"{foreign.Message} [{ReasonCode.UnsupportedObjectPresent.ToText()}]");

    private IEnumerable<string> OfTranslation(ImmutableArray<AnswerPart> parts)
    {
        if (parts.FirstOrDefault(part => SourcesInstead(part).Any()) is { } translated)
        {
            string shown = string.Join(" or ", SourcesInstead(translated));
            ReasonCode reason = ReasonOfTranslation(translated);
            string why = reason == ReasonCode.TunnelChangesSource ? "a node sends to pods of others with the address of the tunnel that takes the packets there"
                : translated.Witness.Destination.Via is null ? "packets of pods leave the pools with the address of their node (natOutgoing)"
                : "a node puts in its own address for a backend that it does not run";
            string who = translated.Witness.Destination.KnownEndpoint?.ToString() ?? translated.Destination;
            yield return $"{who} sees {shown} in place of {translated.Source}: {why} [{reason.ToText()}]";
        }

        if (parts.FirstOrDefault(IsDeniedByTranslation) is { } denied)
        {
            yield return denied.Witness.Destination.Via is null
                ? "a rule may allow the addresses of tunnels too"
                : $"`externalTrafficPolicy: Local` keeps the address of {denied.Source}, or a rule may allow the addresses of nodes";
        }
    }

    private IEnumerable<string> OfNamespaces(AnswerPart part) => ((Party[])[part.Witness.Source, part.Witness.Destination])
        .Select(party => party.KnownEndpoint?.Namespace)
        .Where(name => snapshot.Model.Namespaces.Any(candidate => candidate.Name == name && !candidate.IsDeclared))
        .Select(name => $"namespace `{name}` is not in the input: it is taken to have no label but its name");

    /// <summary>Whether nothing but its interface's name says which traffic meets a host endpoint.</summary>
    private static bool IsAssumed(Endpoint hostEndpoint) => hostEndpoint is { Addresses.IsEmpty: true, InterfaceName: not "*" };

    /// <summary>The addresses that the destination sees in place of the source's.</summary>
    private IEnumerable<IpAddress?> SourcesInstead(AnswerPart part)
    {
        IpAddress? source = part.Witness.Source.Address;
        return halves.SourcesSeen(part.Witness.Source, part.Witness.Destination).Select(party => party.Address).Where(address => address != source);
    }

    private ReasonCode ReasonOfTranslation(AnswerPart part) =>
        part.Witness.Destination.Via is null && snapshot.Parties.NodeOf(part.Witness.Source) is not null ? ReasonCode.TunnelChangesSource : ReasonCode.SnatChangesSource;

    /// <summary>Whether the backend's own policies deny the address of a node, and would not deny the source's.</summary>
    private bool IsDeniedByTranslation(AnswerPart part)
    {
        (Party source, Party destination, TrafficPoint traffic) = part.Witness;
        return part.Ingress is { Outcome: Outcome.Deny, Stage: null }
            && SourcesInstead(part).Any()
            && halves.WouldAdmit(destination, source, traffic);
    }

    /// <summary>Whether a policy that decided asks for labels of namespaces other than their names.</summary>
    public bool ConsultsNamespaceLabels(Decision decision) =>
        decision.Policy is { } policy ? ConsultsNamespaceLabels(policy) : decision.Triggers.Any(ConsultsNamespaceLabels);

    private bool ConsultsNamespaceLabels(Policy policy) => _consulting.GetOrAdd(policy, static asked => asked.Ingress.Concat(asked.Egress)
        .SelectMany(rule => (Selector?[])[rule.Source.Selector, rule.Destination.Selector])
        .OfType<Selector>()
        .Any(selector => selector.Requirements.Any(requirement => requirement.Label.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal)
            && requirement.Label is not (CalicoLabels.NamespacePrefix + CalicoLabels.MetadataName or CalicoLabels.NamespacePrefix + CalicoLabels.Name))));
}
