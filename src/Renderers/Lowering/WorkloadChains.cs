using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The chains of the node's pods. Pods that are governed alike share their rules.</summary>
internal sealed class WorkloadChains(LoweringContext context, EndpointChains endpoints)
{
    private readonly Dictionary<Governed, ImmutableArray<FilterRule>> _rules = [];

    public IEnumerable<FilterChain> All() => context.State.Workloads.SelectMany(workload => new[] { Towards(workload), From(workload) });

    private FilterChain Towards(NodeWorkload workload) => Of(workload, ChainNames.ToWorkloadPrefix, Direction.Ingress);

    private FilterChain From(NodeWorkload workload) => Of(workload, ChainNames.FromWorkloadPrefix, Direction.Egress);

    private FilterChain Of(NodeWorkload workload, string prefix, Direction direction)
    {
        string name = context.Names.Endpoint(prefix, workload.Interface);
        if (!workload.IsUp)
        {
            return endpoints.Disabled(name);
        }

        Governed governed = new(direction, workload.Tiers, string.Join('\n', workload.Profiles), workload.Quality);
        if (_rules.TryGetValue(governed, out ImmutableArray<FilterRule> rules))
        {
            return new FilterChain(name, rules);
        }

        FilterChain chain = endpoints.Of(new EndpointChainForm(name, EndpointTraffic.Normal, direction, TableKind.Filter, context.FilterAllow)
        {
            Tiers = workload.Tiers,
            Profiles = workload.Profiles,
            Quality = workload.Quality,
            GuardsEncapsulation = direction == Direction.Egress,
        });
        _rules.Add(governed, chain.Rules);
        return chain;
    }

    /// <summary>All that the rules depend on.</summary>
    /// <param name="Direction">The direction.</param>
    /// <param name="Tiers">The tiers; lists are compared by identity.</param>
    /// <param name="Profiles">The names of the profiles, a line each.</param>
    /// <param name="Quality">The limits.</param>
    private readonly record struct Governed(Direction Direction, ImmutableArray<NodeTier> Tiers, string Profiles, QualityOfService Quality);
}
