using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6001: selectors that do not parse.</summary>
internal static class SelectorSyntax
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6001", "selector-syntax", Severity.Error, LintNeeds.None)
        {
            Title = "selector is not understood",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Comparisons are `==`, `!=`, `in`, `not in`, `contains`, `starts with`, `ends with` and `has(label)`, joined by `&&`, `||` and `!`. Values stand in
                quotes. A policy whose selector does not parse is refused, or dropped as a whole by Calico's agent.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: app = 'redis'
                  types: [Ingress]
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: app == 'redis'
                  types: [Ingress]
                """,
        },
        BindingDiagnostics.InvalidSelector);
}
