using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP8020: settings that hand packets to the firewall of the node.</summary>
internal static class HostFirewall
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP8020", "host-firewall", Severity.Warning, LintNeeds.None)
        {
            Title = "firewall of the node decides too",
            Explanation = """
                Calico hands packets on to the rules of the node itself, which the input does not have. Verdicts are about policy alone.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: FelixConfiguration
                metadata: {name: default}
                spec: {chainInsertMode: Append}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: FelixConfiguration
                metadata: {name: default}
                spec: {chainInsertMode: Insert}
                """,
        },
        BindingDiagnostics.HostFirewall);
}
