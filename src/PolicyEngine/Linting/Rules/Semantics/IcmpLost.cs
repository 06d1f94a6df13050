using PolicyEngine.Compilation;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2038: rules about ports leave no ICMP.</summary>
internal sealed class IcmpLost : ILintRule
{
    private static readonly TrafficSet s_icmp = TrafficSet.ForProtocol(Protocol.Icmp).Union(TrafficSet.ForProtocol(Protocol.IcmpV6));

    public LintRuleDescriptor Descriptor { get; } = new("NP2038", "icmp-lost", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "rules about ports leave no ICMP",
        Precision = LintPrecision.Medium,
        IsOptIn = true,
        Explanation = """
            A rule with ports allows those and nothing else: no `ping`. All rules that allow the pods anything in a direction have ports.
            Answers that report errors of allowed connections pass all the same.
            """,
        Wrong = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 8080}]}]}
            """,
        Right = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {}}]}]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var chains = new HashSet<(int, Directions)>();
        var found = new HashSet<(PolicyName, Directions)>();
        foreach (Endpoint endpoint in context.Model.Endpoints.Where(endpoint => endpoint is { IsGoverned: true, IsMissing: false }))
        {
            foreach (Directions direction in new[] { Directions.Ingress, Directions.Egress })
            {
                if (context.Facts.InForce.ChainOf(endpoint, direction) is not { } chain || !chains.Add((chain.Id, direction)) || !RulesInForce.EndsInDenial(chain)
                    || RulesInForce.AdmittingRules(chain).Any(AllowsIcmp)
                    || RulesInForce.PoliciesOf(chain).FirstOrDefault(policy => !policy.Rules(direction).IsEmpty) is not { } policy
                    || !found.Add((policy.Name, direction)))
                {
                    continue;
                }

                yield return Descriptor.At(LintTarget.Of(policy), $"pods of `{policy.Name}` have no {(direction == Directions.Ingress ? "ingress" : "egress")} of ICMP: all rules that allow them anything are about ports") with
                {
                    Related = [new RelatedPlace(endpoint.Span, $"`{endpoint}` is one of them")],
                };
            }
        }
    }

    private static bool AllowsIcmp(Rule rule) => rule.Fault is not null || (rule.Traffic.Overlaps(s_icmp) && rule.Destination.Ports is null && rule.Source.Ports is null);
}
