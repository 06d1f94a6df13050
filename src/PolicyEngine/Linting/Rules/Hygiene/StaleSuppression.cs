using System.Globalization;
using PolicyEngine.Linting.Suppressing;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3009: an acceptance that accepts nothing: none is needed, its time is over, or it cannot be understood.</summary>
internal static class StaleSuppression
{
    public static ILintRule Rule { get; } = new SuppressionRule(
        new LintRuleDescriptor("NP3009", "suppression-stale", Severity.Note, LintNeeds.Policies)
        {
            Title = "acceptance of a finding is not needed, has expired, or means nothing",
            Precision = LintPrecision.Medium,
            Explanation = """
                An acceptance that nothing needs hides the next finding of its kind. Take it away. One whose last day has passed
                accepts nothing any more; look at the finding again.

                One that names a rule there is not, a day there is not, or no rule at all accepts nothing either, nor does a value of the
                annotation that is no text, or a comment with an unknown word behind `netpol-lint-`. Of several rules in one acceptance,
                none is accepted where one of them does not exist.
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
        foreach (SuppressionDirective directive in suppressions.Faulty)
        {
            yield return At(directive, $"nothing is accepted here: {directive.Fault}");
        }

        foreach (SuppressionDirective directive in suppressions.Expired)
        {
            string last = directive.Until!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return At(directive, $"findings were accepted until {last}, which is over");
        }

        // Those about this rule come last: what they accept is found only now.
        foreach (bool isAbout in (bool[])[false, true])
        {
            foreach (SuppressionDirective directive in suppressions.Unused(rule, isAbout))
            {
                string rules = directive.Rules.IsEmpty ? "of any rule" : $"of {string.Join(", ", directive.Rules)}";
                yield return At(directive, $"no finding {rules} needs to be accepted here");
            }
        }

        Finding At(SuppressionDirective directive, string message) => rule.At(new LintTarget(directive.Object, "", directive.Span), message);
    }
}
