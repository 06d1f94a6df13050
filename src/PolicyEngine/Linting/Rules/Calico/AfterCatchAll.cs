using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6018: rules behind one that decides everything.</summary>
internal sealed class AfterCatchAll : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6018", "after-catch-all", Severity.Warning, LintNeeds.Policies)
    {
        Title = "rules stand behind one that decides everything",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            An earlier rule of the policy has no condition and allows, denies or passes on: nothing reaches the rules behind it. The finding
            stands at the first of them. Rules that only log end nothing, and the rules of a NetworkPolicy have no order.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app == 'web'
              ingress:
                - action: Deny
                - action: Allow
                  source: {selector: app == 'gateway'}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app == 'web'
              ingress:
                - action: Allow
                  source: {selector: app == 'gateway'}
                - action: Deny
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies)
        {
            foreach (Directions direction in policy.GovernedDirections())
            {
                if (RulesBehindCatchAll.In(policy, direction) is { } dead)
                {
                    yield return Descriptor.At(LintTarget.Of(policy, dead.Behind[0]), $"nothing reaches this {direction.ToString().ToLowerInvariant()} rule of `{policy.Name}`: an earlier one decides everything") with
                    {
                        Hint = "put the rule first, or take it away",
                        Related = [new RelatedPlace(dead.CatchAll.Span, "the rule that decides everything")],
                    };
                }
            }
        }
    }
}
