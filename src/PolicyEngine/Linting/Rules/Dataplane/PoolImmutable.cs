using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Dataplane;

/// <summary>NP8005: pools whose addresses or blocks are others than before.</summary>
internal sealed class PoolImmutable : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP8005", "pool-immutable", Severity.Error, LintNeeds.Pools | LintNeeds.Text | LintNeeds.Before)
    {
        Title = "pool has another block of addresses, or another size of blocks",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            Compared with the state before (`--against`), a pool of the same name has another `cidr` or `blockSize`. Neither can be changed: the
            API server refuses the update. Make a new pool, disable the old one, and delete it when no pod has an address of it. A
            block has 64 IPv4 or IPv6 addresses (`blockSize` 26 or 122) where the pool does not say otherwise.
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        Dictionary<string, IpPool> before = context.Before!.Model.IpPools.DistinctBy(pool => pool.Name, StringComparer.Ordinal).ToDictionary(pool => pool.Name, StringComparer.Ordinal);
        foreach (IpPool pool in context.Model.IpPools)
        {
            if (!before.TryGetValue(pool.Name, out IpPool? earlier))
            {
                continue;
            }

            LintTarget target = LintTarget.Of("IPPool", "", pool.Name, pool.Span);
            if (earlier.Cidr != pool.Cidr)
            {
                yield return Of(target, "cidr", earlier.Cidr.ToString(), pool.Cidr.ToString());
            }
            else if (BlockSize(context.Before, earlier) is { } old && BlockSize(context, pool) is { } now && old != now)
            {
                yield return Of(target, "blockSize", old, now);
            }
        }
    }

    private Finding Of(LintTarget target, string field, string before, string now) =>
        Descriptor.At(target, $"`{field}` of `{target.ObjectName}` was `{before}` and is `{now}`, which an API server refuses") with { Hint = "make a new pool and disable this one" };

    /// <summary>The size of a pool's blocks as it is in force; null where the document is not kept.</summary>
    private static string? BlockSize(LintContext context, IpPool pool) => context.DocumentAt(pool.Span) is not { } document ? null
        : Nodes.Text(document["spec"] as MappingNode, "blockSize") is { Length: > 0 } size and not "0" ? size
        : pool.Cidr.Family == IpFamily.V4 ? "26" : "122";
}
