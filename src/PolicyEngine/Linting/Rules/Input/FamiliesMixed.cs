using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6006: addresses of both families in one rule.</summary>
internal static class FamiliesMixed
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6006", "ip-version-mix", Severity.Error, LintNeeds.None)
        {
            Title = "both address families in one rule",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                All address blocks of a rule are of one family, that of `ipVersion` where it is given. Write one rule for each family.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    source: {nets: [10.0.0.0/8, 'fd00::/8']}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    source: {nets: [10.0.0.0/8]}
                  - action: Allow
                    source: {nets: ['fd00::/8']}
                """,
        },
        BindingDiagnostics.MixedFamilies);
}
