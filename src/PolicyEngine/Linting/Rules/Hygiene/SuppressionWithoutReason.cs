using PolicyEngine.Linting.Suppressing;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3008: a finding is accepted and nobody says why.</summary>
internal static class SuppressionWithoutReason
{
    public static ILintRule Rule { get; } = new SuppressionRule(
        new LintRuleDescriptor("NP3008", "suppression-without-reason", Severity.Warning, LintNeeds.Policies)
        {
            Title = "finding accepted without a reason",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Whoever reads an accepted finding later must be able to tell whether it may still be accepted. Give a reason: after
                ` -- ` in a comment, after `=` in the annotation, under `reason` in the configuration.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: redis
                  namespace: shop
                  annotations: {netpol.lint/ignore: NP2001}
                spec: {podSelector: {matchLabels: {app: redis}}}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: redis
                  namespace: shop
                  annotations: {netpol.lint/ignore: NP2001=deployed by another team}
                spec: {podSelector: {matchLabels: {app: redis}}}
                """,
        },
        Find);

    private static IEnumerable<Finding> Find(LintRuleDescriptor rule, Suppressions suppressions) => suppressions.Directives
        .Where(directive => directive.Reason.Length == 0)
        .Select(directive => rule.At(new LintTarget(directive.Object, "", directive.Span), "findings are accepted without a reason"));
}
