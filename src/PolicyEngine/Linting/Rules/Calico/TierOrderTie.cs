using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>NP6015: tiers of equal order.</summary>
internal sealed class TierOrderTie : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP6015", "tier-order-tie", Severity.Warning, LintNeeds.None)
    {
        Title = "names decide which of two tiers comes first",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            Two tiers have the same order, so that Calico consults them by name. A tier without `order` has the one of the `default` tier,
            1,000,000. Give each tier an order of its own.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: security}
            spec: {order: 100}
            ---
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: platform}
            spec: {order: 100}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: security}
            spec: {order: 100}
            ---
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: platform}
            spec: {order: 200}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Model.Tiers
        .Where(tier => tier.Exists)
        .GroupBy(tier => tier.Order)
        .SelectMany(alike => alike.Skip(1).Select(tier => (Tier: tier, First: alike.First())))
        .Select(pair => pair.Tier.Span.IsNone ? (Tier: pair.First, First: pair.Tier) : pair)
        .Where(pair => !pair.Tier.Span.IsNone)
        .Select(pair => Descriptor.At(LintTarget.Of("Tier", "", pair.Tier.Name, pair.Tier.Span), $"tier `{pair.Tier.Name}` has the same order as tier `{pair.First.Name}`, so that their names decide which comes first") with
        {
            Hint = "give each tier an order of its own",
            Related = pair.First.Span.IsNone ? [] : [new RelatedPlace(pair.First.Span, $"tier `{pair.First.Name}`")],
        });
}
