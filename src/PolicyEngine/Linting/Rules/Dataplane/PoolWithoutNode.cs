using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>NP8006: pools that no node, or no namespace, may take addresses from.</summary>
internal sealed class PoolWithoutNode : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP8006", "pool-no-node", Severity.Warning, LintNeeds.Pools | LintNeeds.Nodes | LintNeeds.Text)
    {
        Title = "no node takes addresses from a pool",
        Precision = LintPrecision.Medium,
        Explanation = """
            The pool's `nodeSelector` holds for none of the input's nodes, or its `namespaceSelector` for none of its namespaces, so that no pod
            gets an address of it. A label was renamed, or the nodes are yet to come. Disabled pools are left out.
            """,
        Wrong = Example + """
            spec: {cidr: 10.244.0.0/16, nodeSelector: zone == 'west'}
            """,
        Right = Example + """
            spec: {cidr: 10.244.0.0/16, nodeSelector: zone == 'east'}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Node
        metadata: {name: w1, labels: {zone: east}}
        ---
        apiVersion: projectcalico.org/v3
        kind: IPPool
        metadata: {name: main}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        LabelSet[] namespaces = [.. context.Model.Namespaces.Where(space => space.IsDeclared).Select(space => space.Labels)];
        foreach (IpPool pool in context.Model.IpPools)
        {
            if (context.DocumentAt(pool.Span)?["spec"] is not MappingNode spec || Nodes.Flag(spec, "disabled"))
            {
                continue;
            }

            LintTarget target = LintTarget.Of("IPPool", "", pool.Name, pool.Span);
            if (IsVoid(spec, "nodeSelector", context.Model.Nodes.Select(node => node.Labels)))
            {
                yield return Descriptor.At(target, $"the `nodeSelector` of `IPPool/{pool.Name}` holds for no node of the input") with { Hint = "correct the selector or the labels of nodes" };
            }

            if (namespaces.Length > 0 && IsVoid(spec, "namespaceSelector", namespaces))
            {
                yield return Descriptor.At(target, $"the `namespaceSelector` of `IPPool/{pool.Name}` holds for no namespace of the input") with { Hint = "correct the selector or the labels of namespaces" };
            }
        }
    }

    private static bool IsVoid(MappingNode spec, string field, IEnumerable<LabelSet> labels) =>
        Selector.TryParse(Nodes.Text(spec, field), out Selector? selector, out _) && !labels.Any(selector.Matches);
}
