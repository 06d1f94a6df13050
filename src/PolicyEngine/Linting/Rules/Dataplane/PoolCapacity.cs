using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>NP8007: pools that are too small for their nodes or pods.</summary>
internal sealed class PoolCapacity : ILintRule
{
    private const int DefaultBlockSize = 26;

    public LintRuleDescriptor Descriptor { get; } = new("NP8007", "pool-capacity", Severity.Warning, LintNeeds.Pools | LintNeeds.Nodes | LintNeeds.Text)
    {
        Title = "pools are too small for the cluster",
        Precision = LintPrecision.Medium,
        Explanation = """
            The IPv4 pools of the input that are enabled have fewer blocks together than there are nodes, so that some nodes get none and borrow
            addresses one by one, or fewer addresses than the input has pods. A block has 64 addresses (`blockSize: 26`) unless the
            pool says otherwise. The finding stands at the first pool.
            """,
        Wrong = Example + """
            spec: {cidr: 10.244.0.0/26}
            """,
        Right = Example + """
            spec: {cidr: 10.244.0.0/16}
            """,
    };

    private const string Example = """
        apiVersion: v1
        kind: Node
        metadata: {name: w1}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: w2}
        ---
        apiVersion: projectcalico.org/v3
        kind: IPPool
        metadata: {name: main}

        """;

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        (IpPool Pool, MappingNode Spec)[] pools = [.. context.Model.IpPools
            .Where(pool => pool.Cidr.Family == IpFamily.V4)
            .Select(pool => (pool, context.DocumentAt(pool.Span)?["spec"] as MappingNode))
            .Where(entry => entry.Item2 is not null && !Nodes.Flag(entry.Item2, "disabled") && TakesWorkloads(entry.Item2))
            .Select(entry => (entry.pool, entry.Item2!))];
        if (pools.Length == 0)
        {
            yield break;
        }

        int nodes = context.Model.Nodes.Length;
        int pods = context.Model.Endpoints.Count(endpoint => endpoint.Kind == EndpointKind.Pod);
        double blocks = pools.Sum(entry => Math.Pow(2, Math.Max(0, BlockSize(entry.Spec) - entry.Pool.Cidr.Length)));
        double addresses = pools.Sum(entry => Math.Pow(2, 32 - entry.Pool.Cidr.Length));
        LintTarget target = LintTarget.Of("IPPool", "", pools[0].Pool.Name, pools[0].Pool.Span);
        if (blocks < nodes)
        {
            yield return Descriptor.At(target, string.Create(CultureInfo.InvariantCulture, $"the IPv4 pools have {blocks:0} blocks for {nodes} nodes")) with { Hint = "enlarge the pool, or make its blocks smaller" };
        }

        if (addresses < pods)
        {
            yield return Descriptor.At(target, string.Create(CultureInfo.InvariantCulture, $"the IPv4 pools have {addresses:0} addresses for {pods} pods")) with { Hint = "enlarge the pool" };
        }
    }

    private static int BlockSize(MappingNode spec) =>
        int.TryParse(Nodes.Text(spec, "blockSize"), NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is > 0 and <= 32 ? size : DefaultBlockSize;

    private static bool TakesWorkloads(MappingNode spec) => spec["allowedUses"] is not SequenceNode { Items.IsEmpty: false } uses || Nodes.Texts(uses).Contains("Workload", StringComparer.Ordinal);
}
