using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Linting.Rules.Input;

/// <summary>NP8003: address pools that share addresses with each other, with services or with nodes.</summary>
internal sealed class PoolOverlap : ILintRule
{
    public LintRuleDescriptor Descriptor { get; } = new("NP8003", "pool-overlap", Severity.Error, LintNeeds.Pools | LintNeeds.Text)
    {
        Title = "address pool overlaps other addresses",
        Precision = LintPrecision.VeryHigh,
        Explanation = """
            An address that two pools hold, or a pool and a service or node, is given to two owners, and policies that name it mean
            both. Pools that are disabled, and pools for load balancers only, which hold addresses of services, are left out.
            """,
        Wrong = """
            apiVersion: projectcalico.org/v3
            kind: IPPool
            metadata: {name: all}
            spec: {cidr: 10.244.0.0/16}
            ---
            apiVersion: projectcalico.org/v3
            kind: IPPool
            metadata: {name: shop}
            spec: {cidr: 10.244.8.0/22}
            """,
        Right = """
            apiVersion: projectcalico.org/v3
            kind: IPPool
            metadata: {name: all}
            spec: {cidr: 10.244.0.0/16}
            ---
            apiVersion: projectcalico.org/v3
            kind: IPPool
            metadata: {name: shop}
            spec: {cidr: 10.245.8.0/22}
            """,
    };

    public IEnumerable<Finding> Analyze(LintContext context)
    {
        ImmutableArray<IpPool> pools = [.. context.Model.IpPools.Where(pool => IsEnabled(context, pool))];
        foreach ((IpPool inner, IpPool outer) in Overlaps(pools))
        {
            yield return At(context, inner, $"`{inner.Cidr}` of pool `{inner.Name}` overlaps `{outer.Cidr}` of pool `{outer.Name}`") with
            {
                Related = [new RelatedPlace(outer.Span, "the other pool")],
            };
        }

        foreach (IpPool pool in pools.Where(pool => !IsForServices(context, pool)))
        {
            AddressSet held = AddressSet.Of(pool.Cidr);
            if (context.Model.ServiceAddresses.Overlaps(held))
            {
                yield return At(context, pool, $"`{pool.Cidr}` of pool `{pool.Name}` overlaps addresses that are routed to the cluster for services");
            }
            else if (context.Model.Services.FirstOrDefault(service => service.Addresses.Any(held.Contains)) is { } service)
            {
                yield return At(context, pool, $"`{pool.Cidr}` of pool `{pool.Name}` holds the address `{service.Addresses.First(held.Contains)}` of service `{service.Namespace}/{service.Name}`") with
                {
                    Related = [new RelatedPlace(service.Span, "the service")],
                };
            }

            if (context.Model.Nodes.FirstOrDefault(node => node.Addresses.Any(held.Contains)) is { } node)
            {
                yield return At(context, pool, $"`{pool.Cidr}` of pool `{pool.Name}` holds the address `{node.Addresses.First(held.Contains)}` of node `{node.Name}`") with
                {
                    Related = [new RelatedPlace(node.Span, "the node")],
                };
            }
        }
    }

    private Finding At(LintContext context, IpPool pool, string message) =>
        Descriptor.At(LintTarget.Of("IPPool", "", pool.Name, pool.Span).In(Spec(context, pool)?["cidr"]?.Span ?? pool.Span, "spec.cidr"), message);

    /// <summary>Blocks hold each other or have nothing in common: in their order, those that hold one are open when it comes.</summary>
    private static IEnumerable<(IpPool Inner, IpPool Outer)> Overlaps(ImmutableArray<IpPool> pools)
    {
        var open = new Stack<IpPool>();
        foreach (IpPool pool in pools.OrderBy(pool => pool.Cidr.First).ThenBy(pool => pool.Cidr.Length).ThenBy(pool => pool.Name, StringComparer.Ordinal))
        {
            while (open.TryPeek(out IpPool? last) && !last.Cidr.Contains(pool.Cidr.First))
            {
                open.Pop();
            }

            if (open.TryPeek(out IpPool? outer))
            {
                yield return (pool, outer);
            }

            open.Push(pool);
        }
    }

    private static bool IsEnabled(LintContext context, IpPool pool) => !Binding.Nodes.Flag(Spec(context, pool), "disabled");

    private static bool IsForServices(LintContext context, IpPool pool) => Binding.Nodes.Texts(Spec(context, pool)?["allowedUses"]).Contains("LoadBalancer", StringComparer.Ordinal);

    private static MappingNode? Spec(LintContext context, IpPool pool) => context.DocumentAt(pool.Span)?["spec"] as MappingNode;
}
