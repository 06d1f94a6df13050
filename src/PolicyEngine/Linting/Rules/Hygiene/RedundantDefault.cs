using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>NP3011: a field says what holds without it.</summary>
internal sealed class RedundantDefault : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP3011", "redundant-default", Severity.Note, LintNeeds.Policies | LintNeeds.Text)
    {
        Title = "field says what holds without it",
        Precision = LintPrecision.VeryHigh,
        IsOptIn = true,
        Explanation = """
            A field has the value that it has when it is left out: `tier: default`, `endPort` equal to `port`, an empty `from`, `to` or
            `ports`.
            """,
        Wrong = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {}, ingress: [{from: [], ports: [{port: 80, endPort: 80}]}]}
            """,
        Right = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {}, ingress: [{ports: [{port: 80}]}]}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        foreach (Policy policy in context.Policies)
        {
            if (context.SpecOf(policy)?["tier"] is ScalarNode { Text: Tier.DefaultName } tier)
            {
                yield return Descriptor.At(LintTarget.Of(policy).In(tier.Span, "spec.tier"), "`tier: default` is the tier of policies that name none");
            }

            foreach (WrittenRule rule in policy.Name.IsAdditive ? context.WrittenRulesOf(policy) : [])
            {
                foreach (string field in (string[])["from", "to", "ports"])
                {
                    if (rule.Node[field] is SequenceNode { Items.IsEmpty: true } empty)
                    {
                        yield return Descriptor.At(LintTarget.Of(policy).In(empty.Span, $"{rule.Path}.{field}"), $"an empty `{field}` is the same as none");
                    }
                }

                foreach (MappingNode port in Nodes.Mappings(rule.Node["ports"]).Where(port => Nodes.Port(port, "endPort") is not 0 and var end && end == Nodes.Port(port, "port")))
                {
                    string number = Nodes.Port(port, "endPort").ToString(CultureInfo.InvariantCulture);
                    yield return Descriptor.At(LintTarget.Of(policy).In(port["endPort"]!.Span, $"{rule.Path}.ports"), $"`endPort: {number}` is the port itself");
                }
            }
        }
    }
}
