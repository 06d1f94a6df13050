using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>NP2040: a selector asks for a label that changes with every version.</summary>
internal sealed class SelectorLabelVolatile : ILintRule
{
    private static readonly string[] s_volatile = ["app.kubernetes.io/version", "controller-revision-hash", "helm.sh/chart", "pod-template-generation", "pod-template-hash"];

    public LintRuleDescriptor Descriptor { get; } = new("NP2040", "selector-label-volatile", Severity.Note, LintNeeds.Policies)
    {
        Title = "selector asks for a label that changes with every version",
        Precision = LintPrecision.High,
        Explanation = """
            Controllers and charts change this label when they roll out something new. The policy then selects the old pods only, and
            nobody protects the new ones.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web, app.kubernetes.io/version: 1.2.3}}}
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context) => context.Policies.SelectMany(policy => policy.RulesThatCount()
        .SelectMany(entry => new[] { entry.Rule.Source.Selector, entry.Rule.Destination.Selector }.OfType<Selector>().Select(selector => (Selector: selector, Target: LintTarget.Of(policy, entry.Rule))))
        .Prepend((Selector: policy.Subject, Target: LintTarget.Of(policy)))
        .SelectMany(entry => entry.Selector.Requirements
            .Where(requirement => !requirement.MustBeAbsent && s_volatile.Contains(requirement.Label, StringComparer.Ordinal))
            .Select(requirement => Descriptor.At(entry.Target, $"a selector asks for label `{requirement.Label}`, which changes with every version") with
            {
                Hint = "select by labels that stay",
            }))
        .DistinctBy(finding => (finding.Target, finding.Message)));
}
