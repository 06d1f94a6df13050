using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Says which condition of a rule a flow fails first, with what was observed and what the rule needs.</summary>
internal sealed class MismatchDescriber(
    Endpoint? source, Endpoint? destination, AddressClass sourceClass, AddressClass destinationClass, TrafficPoint traffic)
{
    private const string NamespacePrefix = "pcns.";
    private const string ServiceAccountPrefix = "pcsa.";

    public string Describe(CompiledRule rule)
    {
        if (!rule.Rule.Families.HasFlag(sourceClass.Family.AsSet()))
        {
            return "the rule is not for this address family";
        }

        if (sourceClass.Satisfies(rule.Source) == Certainty.No)
        {
            return DescribeSide("source", source, rule.Rule.Source, sourceClass, rule.Source);
        }

        if (destinationClass.Satisfies(rule.Destination) == Certainty.No)
        {
            return DescribeSide("destination", destination, rule.Rule.Destination, destinationClass, rule.Destination);
        }

        TrafficSet admitted = rule.TrafficBetween(sourceClass, destinationClass);
        if (admitted.IsEmpty && (rule.NamesDestinationPorts || rule.NamesSourcePorts))
        {
            string names = string.Join(", ", (rule.Rule.Destination.Ports ?? rule.Rule.Source.Ports)?.Names.Select(named => named.Name) ?? []);
            return $"the destination declares no port named {names}";
        }

        return $"traffic is {traffic}, rule needs {admitted}";
    }

    private static string DescribeSide(string side, Endpoint? endpoint, PeerMatch match, AddressClass addressClass, CompiledPeer compiled)
    {
        string needs = match.Description.Length == 0 ? "" : $"; rule needs {match.Description}";
        if (endpoint is null)
        {
            return match.Selector is not null ? $"{side} is an address outside the cluster{needs}" : $"{side} address does not match{needs}";
        }

        bool failsSelector = match.Selector is not null
            && addressClass.Satisfies(compiled with { NotSelector = PredicateTable.None, Nets = PredicateTable.None, NotNets = PredicateTable.None }) == Certainty.No;
        if (failsSelector)
        {
            return $"{side} {endpoint}: {FirstFailing(match.Selector!, endpoint)}{needs}";
        }

        return $"{side} {endpoint} does not match{needs}";
    }

    private static string FirstFailing(Selector selector, Endpoint endpoint)
    {
        if (!endpoint.IsGoverned)
        {
            return "is on its node's network, where selectors do not find it";
        }

        foreach (LabelRequirement requirement in selector.Requirements)
        {
            string? observed = endpoint.Labels[requirement.Label];
            string label = Name(requirement.Label);
            if (requirement.MustBeAbsent && observed is not null)
            {
                return $"{label} is `{observed}`, must be absent";
            }

            if (requirement.MustBePresent && observed is null)
            {
                return $"{label} is absent";
            }

            if (requirement.OneOf is { } values && observed is not null && !values.Contains(observed, StringComparer.Ordinal))
            {
                return $"{label} is `{observed}`, not {string.Join(" or ", values.Select(value => $"`{value}`"))}";
            }
        }

        return "its labels do not match";
    }

    private static string Name(string label) => label switch
    {
        "projectcalico.org/namespace" => "namespace",
        "projectcalico.org/serviceaccount" => "service account",
        "projectcalico.org/orchestrator" => "orchestrator",
        _ when label.StartsWith(NamespacePrefix, StringComparison.Ordinal) => $"namespace label `{label[NamespacePrefix.Length..]}`",
        _ when label.StartsWith(ServiceAccountPrefix, StringComparison.Ordinal) => $"service account label `{label[ServiceAccountPrefix.Length..]}`",
        _ => $"pod label `{label}`",
    };
}
