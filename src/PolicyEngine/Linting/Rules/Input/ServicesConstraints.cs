using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6008: service matches that Calico refuses.</summary>
internal static class ServicesConstraints
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6008", "services-constraints", Severity.Error, LintNeeds.None)
        {
            Title = "service match not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                `services` names one service, with its namespace where the policy has none, and stands in the source of ingress rules and the destination of
                egress rules. Nothing else there says who the peer is, and a destination has the ports of the service.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  egress:
                  - action: Allow
                    destination: {services: {name: redis, namespace: shop}, nets: [10.0.0.0/8]}
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
        BindingDiagnostics.ServiceConstraint);
}
