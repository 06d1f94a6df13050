using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>NP2015: a rule whose own conditions contradict each other.</summary>
internal sealed class UnmatchableRule : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2015", "rule-unmatchable", Severity.Warning, LintNeeds.Policies)
    {
        Title = "rule can match nothing",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            The conditions of a rule exclude each other in every cluster: a port that is wanted and excluded, an address block of
            which all is taken out again, IPv4 addresses with ICMPv6. The rule never does anything.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app == 'web'
              types: [Ingress]
              ingress:
              - action: Allow
                source: {nets: [10.0.0.0/8], notNets: [10.0.0.0/9, 10.128.0.0/9]}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app == 'web'
              types: [Ingress]
              ingress:
              - action: Allow
                source: {nets: [10.0.0.0/8], notNets: [10.0.0.0/9]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies)
        {
            // A written rule is dead where all rules are that it was made into.
            foreach (IGrouping<string, Rule> written in policy.Ingress.Concat(policy.Egress).GroupBy(rule => rule.Path, StringComparer.Ordinal))
            {
                if (written.All(rule => rule.Fault is null && Contradiction(rule) is not null))
                {
                    yield return Descriptor.At(LintTarget.Of(policy, written.First()), $"a rule of `{policy.Name}` can match nothing: {Contradiction(written.First())}");
                }
            }
        }
    }

    private static string? Contradiction(Rule rule)
    {
        IpFamilies families = rule.Families & FamiliesOf(rule.Source) & FamiliesOf(rule.Destination);
        return IsEmpty(rule.Source) || IsEmpty(rule.Destination) ? "no address is left of its blocks"
            : families == IpFamilies.None ? "its addresses have no family in common"
            : TrafficOf(rule).IsEmpty ? "no traffic is left of its protocols and ports"
            : null;
    }

    private static bool IsEmpty(PeerMatch side) => side.Nets is { } nets && !nets.IsEmpty && nets.Subtract(side.NotNets ?? AddressSet.Empty).IsEmpty;

    private static IpFamilies FamiliesOf(PeerMatch side) => side.Nets is not { } nets || nets.IsEmpty ? IpFamilies.Both
        : (nets.V4.IsEmpty ? IpFamilies.None : IpFamilies.V4) | (nets.V6.IsEmpty ? IpFamilies.None : IpFamilies.V6);

    private static TrafficSet TrafficOf(Rule rule)
    {
        // Names may stand for any port.
        TrafficSet traffic = rule.Traffic;
        foreach (PeerMatch side in (ReadOnlySpan<PeerMatch>)[rule.Source, rule.Destination])
        {
            traffic = side.Ports is { Names.IsDefaultOrEmpty: true } ports ? traffic.Intersect(ports.Numbers) : traffic;
            traffic = side.NotPorts is { Names.IsDefaultOrEmpty: true } excluded ? traffic.Subtract(excluded.Numbers) : traffic;
        }

        return traffic;
    }
}
