using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7014: baseline rules that pass traffic on.</summary>
internal sealed class PassInBaseline : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP7014", "pass-in-baseline", Severity.Note, LintNeeds.Policies)
    {
        Title = "baseline rule passes traffic on, which lets it through",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            No tier follows the baseline. What a rule of it passes on gets what the cluster does by default, which is to let it through: `Pass`
            means `Accept` here. Write `Accept` where that is meant.
            """,
        Wrong = Example + """
              ingress: [{action: Pass, from: [{namespaces: {matchLabels: {team: ops}}}]}, {action: Deny, from: [{namespaces: {}}]}]
            """,
        Right = Example + """
              ingress: [{action: Accept, from: [{namespaces: {matchLabels: {team: ops}}}]}, {action: Deny, from: [{namespaces: {}}]}]
            """,
    };

    private const string Example = """
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: baseline}
        spec:
          tier: Baseline
          priority: 10
          subject: {namespaces: {matchLabels: {env: prod}}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies
        .Where(policy => policy.IsOfClusterApi && policy.Tier == Tier.BaselineName)
        .SelectMany(policy => policy.Ingress.Concat(policy.Egress)
            .Where(rule => rule is { Action: RuleAction.Pass, Fault: null })
            .DistinctBy(rule => rule.Path, StringComparer.Ordinal)
            .Select(rule => Descriptor.At(LintTarget.Of(policy, rule), $"`{policy.Name}` passes traffic on behind the last tier, which lets it through") with
            {
                Hint = "write `Accept`",
            }));
}
