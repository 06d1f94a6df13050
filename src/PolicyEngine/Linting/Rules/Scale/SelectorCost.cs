using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>NP5010: a selector that is tried on every endpoint.</summary>
internal sealed class SelectorCost : ILintRule
{
    private static readonly string[] s_searching = [" contains ", " starts with ", " ends with "];

    public LintRuleDescriptor Descriptor { get; } = new("NP5010", "selector-cost", Severity.Note, LintNeeds.Policies)
    {
        Title = "selector looks into the values of labels",
        Precision = LintPrecision.Medium,
        Explanation = """
            Endpoints are found by the values that a selector asks for. This one searches in values (`contains`, `starts with`, `ends with`)
            and asks for no value beside that, so that it is tried on every endpoint that has the label, each time one changes.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: web}
            spec: {selector: app contains 'web', types: [Ingress], ingress: [{action: Allow}]}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: web}
            spec: {selector: tier == 'front' && app contains 'web', types: [Ingress], ingress: [{action: Allow}]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies.Where(policy => !policy.Name.IsAdditive && !policy.IsOfClusterApi))
        {
            if (Searches(policy.Subject))
            {
                yield return Descriptor.At(LintTarget.Of(policy), $"the selector of `{policy.Name}` searches in the values of labels and asks for none");
            }

            foreach (Finding finding in policy.RulesThatCount()
                .Where(entry => Searches(entry.Rule.Source.Selector) || Searches(entry.Rule.Destination.Selector))
                .Select(entry => Descriptor.At(LintTarget.Of(policy, entry.Rule), "a selector of the rule searches in the values of labels and asks for none"))
                .DistinctBy(finding => finding.Target))
            {
                yield return finding;
            }
        }
    }

    private static bool Searches(Selector? selector) =>
        selector is not null
        && s_searching.Any(word => selector.Text.Contains(word, StringComparison.Ordinal))
        && !selector.Requirements.Any(requirement => requirement.OneOf is not null);
}
