using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2039: several policies govern the same pods.</summary>
internal sealed class OverlappingSubjects : ILintRule
{
    private const int MostRelated = 20;

    public LintRuleDescriptor Descriptor { get; } = new("NP2039", "overlapping-subjects", Severity.Note, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "several policies govern the same pods",
        Precision = LintPrecision.Medium,
        IsOptIn = true,
        Explanation = """
            Several policies govern one pod in the same direction. That is how policies are meant to be used; a list of such pods helps in
            audits, where somebody has to look at all policies of a pod together.
            """,
        Wrong = Pod + """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: deny, namespace: shop}
            spec: {podSelector: {}}
            """,
        Right = Pod,
    };

    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec: {podSelector: {matchLabels: {app: web}}, ingress: [{}]}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var chains = new HashSet<(int, Directions)>();
        foreach (Endpoint endpoint in context.Model.Endpoints.Where(endpoint => endpoint is { IsGoverned: true, IsMissing: false }))
        {
            foreach (Directions direction in new[] { Directions.Ingress, Directions.Egress })
            {
                if (context.Facts.InForce.ChainOf(endpoint, direction) is { } chain && chains.Add((chain.Id, direction))
                    && RulesInForce.PoliciesOf(chain).ToArray() is [_, _, ..] policies)
                {
                    yield return Descriptor.At(LintTarget.Of(endpoint), $"several policies govern {(direction == Directions.Ingress ? "ingress" : "egress")} of `{endpoint}`") with
                    {
                        Related = [.. policies.Take(MostRelated).Select(policy => new RelatedPlace(policy.Span, $"`{policy.Name}`"))],
                    };
                }
            }
        }
    }
}
