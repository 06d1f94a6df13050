using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6040: HTTP matches that nobody looks at.</summary>
internal static class HttpNotEnforced
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6040", "http-not-enforced", Severity.Warning, LintNeeds.None)
        {
            Title = "HTTP match is not enforced",
            Explanation = """
                Packet filters do not look at methods and paths: without the proxy that does, the rule allows the whole connection.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
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
                    protocol: TCP
                    destination: {ports: [80]}
                """,
        },
        BindingDiagnostics.UnsupportedField);
}
