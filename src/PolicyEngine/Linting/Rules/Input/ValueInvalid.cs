using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1030: values that the field does not take.</summary>
internal static class ValueInvalid
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1030", "value-invalid", Severity.Error, LintNeeds.None)
        {
            Title = "value not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The field takes certain values only, and the API server refuses all others. Names are case-sensitive.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: allow
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                """,
        },
        BindingDiagnostics.InvalidValue);
}
