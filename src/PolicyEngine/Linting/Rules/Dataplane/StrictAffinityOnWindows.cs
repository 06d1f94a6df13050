using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>NP8008: Windows nodes that get no addresses, since blocks are not theirs alone.</summary>
internal sealed class StrictAffinityOnWindows : ILintRule
{
    private static readonly (string Group, string Kind)[] s_configurations = [("projectcalico.org", "IPAMConfiguration"), ("crd.projectcalico.org", "IPAMConfig")];

    public LintRuleDescriptor Descriptor { get; } = new("NP8008", "strict-affinity-windows", Severity.Error, LintNeeds.Nodes | LintNeeds.Text)
    {
        Title = "Windows nodes without strict affinity of address blocks",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            The cluster has Windows nodes, and the configuration of Calico's address management has `strictAffinity` false, or does not
            give it, which means the same. Windows nodes cannot borrow addresses of other nodes' blocks, so that Calico gives pods on
            them no address at all. Nothing is told where the input does not hold the configuration.
            """,
        Wrong = Example + """
            spec: {strictAffinity: false}
            """,
        Right = Example + """
            spec: {strictAffinity: true}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Node
        metadata: {name: win1, labels: {kubernetes.io/os: windows}}
        ---
        apiVersion: projectcalico.org/v3
        kind: IPAMConfiguration
        metadata: {name: default}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        if (context.Model.Nodes.FirstOrDefault(WindowsNodes.Holds) is not { } node)
        {
            return [];
        }

        return context.Objects
            .Where(entry => s_configurations.Contains((entry.Header.Group, entry.Header.Kind)) && !Nodes.Flag(entry.Root["spec"] as MappingNode, "strictAffinity"))
            .Select(entry => Descriptor.At(
                LintTarget.Of(entry.Header.Kind, "", entry.Header.Name, entry.Header.Span), $"pods on Windows nodes such as `{node.Name}` get no address: `strictAffinity` is not true") with
            {
                Hint = "set `strictAffinity: true`",
                Related = [new RelatedPlace(node.Span, "a Windows node")],
            });
    }
}
