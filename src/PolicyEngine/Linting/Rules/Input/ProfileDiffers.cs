using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP8021: clusters that enforce otherwise than is asked.</summary>
internal static class ProfileDiffers
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP8021", "profile-differs", Severity.Warning, LintNeeds.None)
        {
            Title = "cluster enforces otherwise",
            Explanation = """
                The cluster's configuration names another dataplane than the one that verdicts are given for, and dataplanes differ. Choose the profile that
                the message names.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: FelixConfiguration
                metadata: {name: default}
                spec: {bpfEnabled: true}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: FelixConfiguration
                metadata: {name: default}
                spec: {bpfEnabled: false}
                """,
        },
        BindingDiagnostics.ProfileDiffers);
}
