using PolicyEngine.Binding;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP6012: policies of tiers that are not declared.</summary>
internal static class TierMissing
{
    public static ILintRule Rule { get; } = new DiagnosticRule(
        new LintRuleDescriptor("NP6012", "tier-missing", Severity.Error, LintNeeds.None)
        {
            Title = "tier is not declared",
            Precision = LintPrecision.Medium,
            Explanation = """
                Calico's clients refuse a policy whose tier does not exist. One whose tier was deleted is still in force, after all other tiers. Where the tier
                is declared elsewhere, add it to the input.
                """,
            Wrong = """
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: security.redis, namespace: shop}
                spec:
                  tier: security
                  selector: all()
                  types: [Ingress]
                """,
            Right = """
                apiVersion: projectcalico.org/v3
                kind: Tier
                metadata: {name: security}
                spec: {order: 100}
                ---
                apiVersion: projectcalico.org/v3
                kind: NetworkPolicy
                metadata: {name: security.redis, namespace: shop}
                spec:
                  tier: security
                  selector: all()
                  types: [Ingress]
                """,
        },
        BindingDiagnostics.UnknownTier);
}
