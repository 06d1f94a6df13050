using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6039: endpoints whose profile is not declared.</summary>
internal static class ProfileMissing
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6039", "profile-missing", Severity.Warning, LintNeeds.None)
        {
            Title = "profile is not declared",
            Precision = LintPrecision.Medium,
            Explanation = """
                Calico drops all traffic that comes to a profile which does not exist. Where it is declared elsewhere, add it to the input.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: HostEndpoint
                metadata: {name: node-1}
                spec: {node: node-1, interfaceName: eth0, profiles: [hosts]}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: Profile
                metadata: {name: hosts}
                spec: {ingress: [{action: Allow}]}
                ---
                apiVersion: projectcalico.org/v3
                kind: HostEndpoint
                metadata: {name: node-1}
                spec: {node: node-1, interfaceName: eth0, profiles: [hosts]}
                """,
        },
        BindingDiagnostics.UnknownProfile);
}
