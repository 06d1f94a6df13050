using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6009: HTTP matches that Calico refuses.</summary>
internal static class HttpConstraints
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6009", "http-constraints", Severity.Error, LintNeeds.None)
        {
            Title = "HTTP match not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                `http` stands in ingress rules that allow TCP. There are at most 20 methods, each once, and at most 20 paths; each is `exact` or `prefix`, begins
                with `/` and has no `?`, `#` or blank.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Deny
                    http: {methods: [GET]}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    http: {methods: [GET]}
                """,
        },
        BindingDiagnostics.HttpConstraint);
}
