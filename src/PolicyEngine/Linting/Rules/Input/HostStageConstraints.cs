using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6010: untracked and pre-DNAT policies that Calico refuses.</summary>
internal static class HostStageConstraints
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6010", "prednat-constraints", Severity.Error, LintNeeds.None)
        {
            Title = "untracked or pre-DNAT policy not allowed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                `doNotTrack` and `preDNAT` exclude each other and need `applyOnForward: true`; a pre-DNAT policy has no egress.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: GlobalNetworkPolicy
                metadata: {name: redis}
                spec:
                  selector: has(node)
                  preDNAT: true
                  ingress:
                  - action: Deny
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: GlobalNetworkPolicy
                metadata: {name: redis}
                spec:
                  selector: has(node)
                  preDNAT: true
                  applyOnForward: true
                  ingress:
                  - action: Deny
                """,
        },
        BindingDiagnostics.HostStageConstraint);
}
