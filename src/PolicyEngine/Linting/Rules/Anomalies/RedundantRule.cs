using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>NP2012: earlier rules decide all that a rule matches, in the same way.</summary>
internal sealed class RedundantRule : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2012", "rule-redundant", Severity.Note, LintNeeds.Policies)
    {
        Title = "rule repeats others",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            All that a rule matches is decided by rules before it in every cluster, so that nothing changes when it is taken away. Rules
            of NetworkPolicies have no order: there others in the same policy, or in policies that govern the same pods and more,
            allow all that it allows, whichever is named first. All rules that are told of can go together.

            Rules behind one of their own policy that decides everything NP6018 tells of.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Ingress]
              ingress:
              - ports: [{port: 80, endPort: 90}]
              - from: [{podSelector: {matchLabels: {app: gateway}}}]
                ports: [{port: 80}]
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              policyTypes: [Ingress]
              ingress:
              - ports: [{port: 80, endPort: 90}]
              - from: [{podSelector: {matchLabels: {app: gateway}}}]
                ports: [{port: 8080}]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.CoveredRules
        .Where(covered => !covered.IsShadowed && !covered.IsBehindCatchAll)
        .Select(covered => Descriptor.At(LintTarget.Of(covered.Policy, covered.Rule), Words(covered)) with
        {
            Hint = "take the rule away",
            Related = [.. covered.Places],
        });

    private static string Words(CoveredRule covered) => covered.IsAddedAnyway
        ? $"a rule of `{covered.Policy.Name}` changes nothing: other rules allow all that it allows"
        : $"a rule of `{covered.Policy.Name}` never decides: earlier rules decide all that it matches";
}
