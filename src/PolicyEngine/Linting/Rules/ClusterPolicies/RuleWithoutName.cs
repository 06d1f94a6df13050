using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>NP7016: rules of cluster policies that have no name.</summary>
internal sealed class RuleWithoutName : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP7016", "rule-without-name", Severity.Note, LintNeeds.Policies | LintNeeds.Text)
    {
        Title = "rule of a cluster policy has no name",
        Precision = LintPrecision.VeryHigh,
        IsOptIn = true,
        Explanation = """
            Rules of cluster policies may have a `name`, by which explanations and logs speak of them. A rule without one is known by its place
            in a list, which moves.
            """,
        Wrong = Example + """
              ingress: [{action: Accept, from: [{namespaces: {}}]}]
            """,
        Right = Example + """
              ingress: [{name: everybody, action: Accept, from: [{namespaces: {}}]}]
            """,
    };

    private const string Example = """
        apiVersion: policy.networking.k8s.io/v1alpha2
        kind: ClusterNetworkPolicy
        metadata: {name: open}
        spec:
          tier: Baseline
          priority: 10
          subject: {namespaces: {matchLabels: {env: dev}}}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies.Where(policy => policy.IsOfClusterApi))
        {
            foreach (string list in new[] { "ingress", "egress" })
            {
                DocumentNode[] rules = [.. (context.SpecOf(policy)?[list] as SequenceNode)?.Items ?? []];
                for (int index = 0; index < rules.Length; index++)
                {
                    if (rules[index] is MappingNode rule && rule["name"] is not ScalarNode { Text.Length: > 0 })
                    {
                        string path = string.Create(CultureInfo.InvariantCulture, $"spec.{list}[{index}]");
                        yield return Descriptor.At(LintTarget.Of(policy).In(rule.Span, path), $"an {list} rule of `{policy.Name}` has no name") with { Hint = "give the rule a name" };
                    }
                }
            }
        }
    }
}
