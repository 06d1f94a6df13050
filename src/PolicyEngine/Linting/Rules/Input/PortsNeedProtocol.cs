using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6004: ports in rules whose protocol has none.</summary>
internal static class PortsNeedProtocol
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6004", "ports-need-protocol", Severity.Error, LintNeeds.None)
        {
            Title = "ports without a protocol that has them",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                Numbers of ports mean something with TCP, UDP and SCTP only, and the rule has to say with which. Names of ports need no protocol.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: redis, namespace: shop}
                spec:
                  selector: all()
                  ingress:
                  - action: Allow
                    destination: {ports: [6379]}
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
                    destination: {ports: [6379]}
                """,
        },
        BindingDiagnostics.PortsNeedProtocol);
}
