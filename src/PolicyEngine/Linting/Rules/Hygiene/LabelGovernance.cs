using PolicyEngine.Binding;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3004: a selector asks for a label that nobody looks after.</summary>
internal sealed class LabelGovernance : ILintRule
{
    private static readonly string[] s_own = [CalicoLabels.Namespace, CalicoLabels.Orchestrator, CalicoLabels.ServiceAccount, CalicoLabels.Name, CalicoLabels.MetadataName];

    public LintRuleDescriptor Descriptor { get; } = new("NP3004", "label-governance", Severity.Note, LintNeeds.Policies)
    {
        Title = "selector asks for a label that is not agreed upon",
        Precision = LintPrecision.VeryHigh,
        IsOptIn = true,
        Explanation = """
            A selector asks for a label that is not among those that are given for selectors (`selectorLabels`): keys, and what keys begin with
            where it ends in a slash. Without such a list the rule finds nothing.
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Parameters.SelectorLabels.IsEmpty ? [] : context.Policies.SelectMany(policy => policy.RulesThatCount()
        .SelectMany(entry => new[] { entry.Rule.Source.Selector, entry.Rule.Destination.Selector }.OfType<Selector>().Select(selector => (Selector: selector, Target: LintTarget.Of(policy, entry.Rule))))
        .Prepend((Selector: policy.Subject, Target: LintTarget.Of(policy)))
        .SelectMany(entry => entry.Selector.Requirements
            .Where(requirement => !IsAgreed(requirement.Label, context.Parameters))
            .Select(requirement => Descriptor.At(entry.Target, $"a selector asks for {LabelMismatch.NameOf(requirement.Label)}, which is not agreed upon")))
        .DistinctBy(finding => (finding.Target, finding.Message)));

    private static bool IsAgreed(string label, LintParameters parameters)
    {
        string key = label.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal) ? label[CalicoLabels.NamespacePrefix.Length..]
            : label.StartsWith(CalicoLabels.ServiceAccountPrefix, StringComparison.Ordinal) ? label[CalicoLabels.ServiceAccountPrefix.Length..]
            : label;
        return s_own.Contains(key, StringComparer.Ordinal)
            || parameters.SelectorLabels.Any(agreed => agreed.EndsWith('/') ? key.StartsWith(agreed, StringComparison.Ordinal) : key == agreed);
    }
}
