using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2008: a policy governs a direction and allows nothing in it.</summary>
internal sealed class TypeWithoutRules : ILintRule
{
    private static readonly string[] s_tellingNames = ["deny", "isolate", "block", "lock"];

    public LintRuleDescriptor Descriptor { get; } = new("NP2008", "type-without-rules", Severity.Note, LintNeeds.Policies)
    {
        Title = "policy allows nothing in a direction",
        Precision = LintPrecision.Medium,
        IsOptIn = true,
        Explanation = """
            A policy governs a direction and has no rules for it, so that it denies everything there. That is how a default deny is
            written; here the policy's name does not tell that it is one.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress], ingress: [{}]}
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: default-deny, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies
        .Where(policy => policy.TakesEffect && !policy.IsOfClusterApi && !s_tellingNames.Any(word => policy.Name.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        .SelectMany(policy => policy.GovernedDirections()
            .Where(direction => policy.Rules(direction).IsEmpty)
            .Select(direction => Descriptor.At(LintTarget.Of(policy), $"`{policy.Name}` allows no {(direction == Directions.Ingress ? "ingress" : "egress")} at all")));
}
