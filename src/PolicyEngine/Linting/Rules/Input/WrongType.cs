using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP1025: values of a type that the field does not take.</summary>
internal static class WrongType
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP1025", "wrong-type", Severity.Error, LintNeeds.None)
        {
            Title = "value has the wrong type",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                The API server refuses the object. Mostly a list was meant where a mapping stands, or a value needs quotes: YAML reads `y`, `on` and `1` as
                something else than strings.
                """,
            Wrong = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                    ports: [{port: 6379}]
                """,
            Right = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  podSelector: {}
                  ingress:
                  - ports: [{port: 6379}]
                """,
        },
        BindingDiagnostics.WrongType);
}
