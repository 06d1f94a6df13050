using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6042: service matches that never match.</summary>
internal static class ServiceWithoutNamespace
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6042", "service-without-namespace", Severity.Warning, LintNeeds.None)
        {
            Title = "service without namespace never matches",
            Explanation = """
                Calico's documentation says that the namespace of the policy is taken, and its agent does not take it: the rule matches nothing.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  egress:
                  - action: Allow
                    destination: {services: {name: redis}}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  egress:
                  - action: Allow
                    destination: {services: {name: redis, namespace: shop}}
                """,
        },
        BindingDiagnostics.ServiceWithoutNamespace);
}
