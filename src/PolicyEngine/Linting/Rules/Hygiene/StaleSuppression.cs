using System.Globalization;
using PolicyEngine.Linting.Suppressing;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3009: nothing is found that is accepted, or the time for which it was accepted is over.</summary>
internal static class StaleSuppression
{
    public static ILintRule Rule { get; } = new SuppressionRule(
        new LintRuleDescriptor("NP3009", "suppression-stale", Severity.Note, LintNeeds.Policies)
        {
            Title = "acceptance of a finding is not needed, or has expired",
            Precision = LintPrecision.Medium,
            Explanation = """
                An acceptance that nothing needs hides the next finding of its kind. Take it away. One whose last day has passed
                accepts nothing any more; look at the finding again.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: redis
                  namespace: shop
                  annotations: {netpol.lint/ignore: NP2001=until the charts are merged until=2025-06-30}
                spec: {podSelector: {matchLabels: {app: redis}}}
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: redis
                  namespace: shop
                spec: {podSelector: {matchLabels: {app: redis}}}
                """,
        },
        Find);

    private static IEnumerable<Finding> Find(LintRuleDescriptor rule, Suppressions suppressions)
    {
        foreach (SuppressionDirective directive in suppressions.Expired)
        {
            string last = directive.Until!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return rule.At(new LintTarget(directive.Object, "", directive.Span), $"findings were accepted until {last}, which is over");
        }

        foreach (SuppressionDirective directive in suppressions.Unused)
        {
            string rules = directive.Rules.IsEmpty ? "of any rule" : $"of {string.Join(", ", directive.Rules)}";
            yield return rule.At(new LintTarget(directive.Object, "", directive.Span), $"no finding {rules} needs to be accepted here");
        }
    }
}
