using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6013: built-in tiers that are changed.</summary>
internal static class TierReserved
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6013", "tier-reserved", Severity.Error, LintNeeds.None)
        {
            Title = "built-in tier is changed",
            Precision = LintPrecision.VeryHigh,
            Explanation = """
                `default` has order 1000000 and default action Deny, `kube-admin` 1000 and Pass, `kube-baseline` 10000000 and Pass; the API server refuses all else.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: Tier
                metadata: {name: default}
                spec: {order: 100}
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: Tier
                metadata: {name: default}
                spec: {order: 1000000}
                """,
        },
        BindingDiagnostics.ReservedTier);
}
