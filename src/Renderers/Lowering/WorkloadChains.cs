using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The chains of the node's pods.</summary>
internal sealed class WorkloadChains(LoweringContext context, EndpointChains endpoints)
{
    public IEnumerable<FilterChain> All() => context.State.Workloads.SelectMany(workload => new[] { Towards(workload), From(workload) });

    private FilterChain Towards(NodeWorkload workload) => Of(workload, ChainNames.ToWorkloadPrefix, Direction.Ingress);

    private FilterChain From(NodeWorkload workload) => Of(workload, ChainNames.FromWorkloadPrefix, Direction.Egress);

    private FilterChain Of(NodeWorkload workload, string prefix, Direction direction)
    {
        string name = context.Names.Endpoint(prefix, workload.Interface);
        return workload.IsUp
            ? endpoints.Of(new EndpointChainForm(name, EndpointTraffic.Normal, direction, TableKind.Filter, context.FilterAllow)
            {
                Tiers = workload.Tiers,
                Profiles = workload.Profiles,
                Quality = workload.Quality,
                GuardsEncapsulation = direction == Direction.Egress,
            })
            : endpoints.Disabled(name);
    }
}
