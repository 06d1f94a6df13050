using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>NP2016: a selector that no labels satisfy.</summary>
internal sealed class UnsatisfiableSelector : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP2016", "selector-unsatisfiable", Severity.Warning, LintNeeds.Policies)
    {
        Title = "selector holds for no labels at all",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            A selector asks of one label what cannot be at the same time: two values, or a value and its absence. It holds for
            nothing in any cluster. Often `&&` was written where `||` was meant.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app == 'web' && app == 'api'
              types: [Ingress]
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec:
              selector: app in {'web', 'api'}
              types: [Ingress]
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        var known = new Dictionary<Selector, bool>();
        foreach (Policy policy in context.Policies)
        {
            if (HoldsForNothing(policy.Subject))
            {
                yield return Descriptor.At(LintTarget.Of(policy), $"no labels satisfy the selector of `{policy.Name}`") with { Hint = "ask for one value of each label" };
            }

            foreach (Rule rule in policy.Ingress.Concat(policy.Egress).Where(rule => HoldsForNothing(rule.Source.Selector) || HoldsForNothing(rule.Destination.Selector)).DistinctBy(rule => rule.Path, StringComparer.Ordinal))
            {
                yield return Descriptor.At(LintTarget.Of(policy, rule), $"no labels satisfy a selector in a rule of `{policy.Name}`") with { Hint = "ask for one value of each label" };
            }
        }

        bool HoldsForNothing(Selector? selector)
        {
            // `!all()` is how the engine writes down that nothing can match, which other rules tell.
            if (selector is null || selector.Equals(Selector.None))
            {
                return false;
            }

            if (!known.TryGetValue(selector, out bool holds))
            {
                known.Add(selector, holds = context.Selectors.Satisfiable(selector).IsNo);
            }

            return holds;
        }
    }
}
