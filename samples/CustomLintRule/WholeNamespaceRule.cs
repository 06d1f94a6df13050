using PolicyEngine.Linting;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace CustomLintRule;

/// <summary>A rule of one's own house: nobody lets in another namespace as a whole.</summary>
internal sealed class WholeNamespaceRule : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("SHOP01", "whole-namespace-let-in", Severity.Warning, LintNeeds.Policies | LintNeeds.Workloads)
    {
        Title = "another namespace is let in as a whole",
        Explanation = "Name the pods of the other namespace too: what is deployed there tomorrow is let in as well.",
    };

    public IEnumerable<Finding> Analyze(LintContext context) =>
        from policy in context.Policies
        from rule in policy.Ingress
        where rule.Source.Selector is not null
        from pods in context.Model.Endpoints.GroupBy(endpoint => endpoint.Namespace, StringComparer.Ordinal)
        where pods.Key != policy.Name.Namespace && pods.All(pod => rule.Source.Selector!.Matches(pod.Labels))
        select Descriptor.At(LintTarget.Of(policy, rule), $"lets in every pod of `{pods.Key}`") with { Hint = "add a podSelector beside the namespaceSelector" };
}
