using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The chains and maps by which packets find the chains of their endpoints.</summary>
internal sealed class Dispatch(LoweringContext context, HostInterfaces hosts)
{
    /// <summary>The maps of nftables for pods; none for iptables, where trees of chains take their place.</summary>
    public ImmutableArray<VerdictMap> Maps() => context.Backend == Backend.Iptables ? [] :
    [
        Map(ChainNames.FromWorkload, ChainNames.FromWorkloadPrefix),
        Map(ChainNames.ToWorkload, ChainNames.ToWorkloadPrefix),
    ];

    public IEnumerable<FilterChain> Workloads() =>
    [
        .. Workloads(ChainNames.FromWorkload, LinkDirection.In, ChainNames.FromWorkloadPrefix),
        .. Workloads(ChainNames.ToWorkload, LinkDirection.Out, ChainNames.ToWorkloadPrefix),
    ];

    public IEnumerable<FilterChain> FilterHosts() =>
    [
        .. Hosts(ChainNames.FromHost, LinkDirection.In, ChainNames.FromHostPrefix, hosts.Named, hosts.Wildcard is not null),
        .. Hosts(ChainNames.ToHost, LinkDirection.Out, ChainNames.ToHostPrefix, hosts.Named, hosts.Wildcard is not null),
        .. Hosts(ChainNames.FromHostForward, LinkDirection.In, ChainNames.FromHostForwardPrefix, hosts.Named, hosts.Wildcard is not null),
        .. Hosts(ChainNames.ToHostForward, LinkDirection.Out, ChainNames.ToHostForwardPrefix, hosts.Named, hosts.Wildcard is not null),
    ];

    public IEnumerable<FilterChain> MangleHosts()
    {
        IEnumerable<KeyValuePair<string, NodeHost>> preDnat = hosts.Named.Where(pair => !pair.Value.PreDnatTiers.IsEmpty);
        return
        [
            .. Hosts(ChainNames.FromHost, LinkDirection.In, ChainNames.FromHostPrefix, preDnat, hosts.Wildcard is { PreDnatTiers.IsEmpty: false }),
            .. Hosts(ChainNames.ToHost, LinkDirection.Out, ChainNames.ToHostPrefix, hosts.Named, hosts.Wildcard is not null, sparesWorkloads: true),
        ];
    }

    /// <summary>Policy before connection tracking is there for named interfaces only.</summary>
    public IEnumerable<FilterChain> RawHosts()
    {
        IEnumerable<KeyValuePair<string, NodeHost>> untracked = hosts.Named.Where(pair => !pair.Value.UntrackedTiers.IsEmpty);
        return
        [
            .. Hosts(ChainNames.FromHost, LinkDirection.In, ChainNames.FromHostPrefix, untracked, hasWildcard: false),
            .. Hosts(ChainNames.ToHost, LinkDirection.Out, ChainNames.ToHostPrefix, untracked, hasWildcard: false),
        ];
    }

    private VerdictMap Map(string name, string endpointPrefix) => new(TableKind.Filter, name,
    [
        .. context.State.Workloads.Select(workload => workload.Interface).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(link => new VerdictMapEntry(link, context.Names.Endpoint(endpointPrefix, link))),
    ]);

    private ImmutableArray<FilterChain> Workloads(string root, LinkDirection direction, string endpointPrefix)
    {
        FilterRule unknown = FilterRule.Of(context.Deny(TableKind.Filter)).Commented("Unknown interface");
        if (context.Backend == Backend.Nftables)
        {
            return [new FilterChain(root, [new FilterRule([new Match.Dispatch(direction, root)], null), unknown])];
        }

        DispatchTree tree = new(root, direction, link => context.Names.Endpoint(endpointPrefix, link)) { EndRules = [unknown] };
        return tree.Grow(context.State.Workloads.Select(workload => workload.Interface));
    }

    private ImmutableArray<FilterChain> Hosts(
        string root,
        LinkDirection direction,
        string endpointPrefix,
        IEnumerable<KeyValuePair<string, NodeHost>> named,
        bool hasWildcard,
        bool sparesWorkloads = false)
    {
        DispatchTree tree = new(root, direction, link => context.Names.Endpoint(endpointPrefix, link));
        if (hasWildcard)
        {
            FilterRule others = FilterRule.Of(new Verb.Goto(context.Names.Endpoint(endpointPrefix, HostInterfaces.Others)));
            IEnumerable<FilterRule> spared = !sparesWorkloads ? [] : context.WorkloadInterfaces(direction)
                .Select(link => FilterRule.Of(Verb.Returning, link).Commented("Skip egress WHEP policy for traffic to local workload"));
            tree = tree with { EndRules = [.. spared, others] };
        }

        return tree.Grow(named.Select(pair => pair.Key));
    }
}
