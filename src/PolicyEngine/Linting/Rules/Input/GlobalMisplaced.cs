using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6003: `global()` where it means nothing.</summary>
internal static class GlobalMisplaced
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6003", "global-misplaced", Severity.Error, LintNeeds.None)
        {
            Title = "`global()` out of place",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                `global()` means what is in no namespace. It stands in the `namespaceSelector` of a rule, and stands there alone.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    source: {selector: global() && has(role)}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    source: {selector: has(role), namespaceSelector: global()}
                """,
        },
        BindingDiagnostics.MisplacedGlobal);
}
