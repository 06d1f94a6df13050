using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6023: host endpoints that stand for no interface.</summary>
internal static class HostEndpointIncomplete
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6023", "hep-incomplete", Severity.Error, LintNeeds.None)
        {
            Title = "host endpoint is incomplete",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                A host endpoint needs its node, and `interfaceName` or `expectedIPs` to tell which interfaces it stands for.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: HostEndpoint
                metadata: {name: node-1}
                spec: {node: node-1}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: HostEndpoint
                metadata: {name: node-1}
                spec: {node: node-1, interfaceName: eth0}
                """,
        },
        BindingDiagnostics.IncompleteHostEndpoint);
}
