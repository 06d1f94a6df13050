using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>NP2011: earlier rules decide all that a rule matches, and otherwise.</summary>
internal sealed class ShadowedRule : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2011", "rule-shadowed", Severity.Warning, LintNeeds.Policies)
    {
        Title = "earlier rules decide all that a rule matches, otherwise",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            Rules are taken in order, and the first that matches decides. All that a rule matches is decided before it by rules with
            another action, in every cluster: it never does what it says. It stands too late, or the earlier rules are too wide.

            Rules behind one of their own policy that decides everything NP6018 tells of.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app == 'web'
              types: [Ingress]
              ingress:
              - {action: Deny, source: {nets: [10.0.0.0/8]}}
              - {action: Allow, source: {nets: [10.1.0.0/16]}}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app == 'web'
              types: [Ingress]
              ingress:
              - {action: Allow, source: {nets: [10.1.0.0/16]}}
              - {action: Deny, source: {nets: [10.0.0.0/8]}}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.CoveredRules
        .Where(covered => covered.IsShadowed && !covered.IsBehindCatchAll)
        .Select(covered => Descriptor.At(
            LintTarget.Of(covered.Policy, covered.Rule), $"a rule of `{covered.Policy.Name}` with action {covered.Rule.Action} never decides: earlier rules decide all that it matches otherwise") with
        {
            Hint = "move the rule before them, or take it away",
            Related = [.. covered.Places],
        });
}
