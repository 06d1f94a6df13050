using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6011: more entries than Calico takes.</summary>
internal static class SizeLimits
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6011", "size-limits", Severity.Error, LintNeeds.None)
        {
            Title = "more than is allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A direction has at most 1024 rules, a list of address blocks 256 entries and a list of ports 50; the annotations of an object have at most
                256 KiB.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    protocol: TCP
                    destination:
                      ports: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51]
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    protocol: TCP
                    destination:
                      ports: ['1:51']
                """,
        },
        BindingDiagnostics.SizeLimit);
}
