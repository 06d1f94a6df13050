using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>Lowers what a node's agent has to program to what the kernel is given.</summary>
internal sealed class NodeRules
{
    private readonly LoweringContext _context;
    private readonly HostInterfaces _hosts;
    private readonly Dispatch _dispatch;
    private readonly HostChains _hostChains;
    private readonly WorkloadChains _workloadChains;
    private readonly PolicyGroups _groups;
    private readonly ImmutableArray<VerdictMap> _maps;

    private NodeRules(LoweringContext context)
    {
        _context = context;
        _hosts = new HostInterfaces(context.State);
        _dispatch = new Dispatch(context, _hosts);
        _groups = new PolicyGroups(context.State);
        EndpointChains endpoints = new(context, _groups);
        _hostChains = new HostChains(context, _hosts, endpoints);
        _workloadChains = new WorkloadChains(context, endpoints);
        _maps = _dispatch.Maps();
    }

    /// <summary>The program of a node for one family of addresses and one tool.</summary>
    public static FilterProgram Lower(NodeState state, IpFamily family, Backend backend, Fidelity fidelity)
    {
        LoweringContext context = new(state, family, backend, fidelity);
        NodeRules rules = new(context);
        return new FilterProgram(family, fidelity)
        {
            Tables = [rules.Raw(), rules.Mangle(), rules.Nat(), rules.Filter()],
            Sets = new StandingSets(context).All(),
            Maps = rules._maps,
            LargestSet = context.Settings.MaxIpsetSize,
            AppendsOnly = context.Settings.AppendsRules,
        };
    }

    private FilterTable Raw()
    {
        ChainBag chains = new(TableKind.Raw);
        new RawTable(_context).AddTo(chains);
        chains.AddRange(_dispatch.RawHosts());
        chains.AddRange(_hostChains.Raw());
        AddShared(chains, TableKind.Raw);
        return chains.Build(_maps);
    }

    private FilterTable Mangle()
    {
        ChainBag chains = new(TableKind.Mangle);
        new MangleTable(_context).AddTo(chains);
        chains.AddRange(_dispatch.MangleHosts());
        chains.AddRange(_hostChains.MangleIngress());
        chains.AddRange(_hostChains.MangleEgress());
        AddShared(chains, TableKind.Mangle).AddProfiles(chains, Direction.Egress);
        return chains.Build(_maps);
    }

    private FilterTable Nat()
    {
        ChainBag chains = new(TableKind.Nat);
        new NatTable(_context).AddTo(chains);
        return chains.Build(_maps);
    }

    private FilterTable Filter()
    {
        ChainBag chains = new(TableKind.Filter);
        new FilterTableChains(_context).AddTo(chains);
        new IpvsChains(_context).AddTo(chains, _hosts);
        chains.AddRange(_dispatch.Workloads());
        chains.AddRange(_dispatch.FilterHosts());
        chains.AddRange(_workloadChains.All());
        chains.AddRange(_hostChains.Filter());
        AddShared(chains, TableKind.Filter).AddProfiles(chains, Direction.Ingress, Direction.Egress);
        return chains.Build(_maps);
    }

    private PolicyChains AddShared(ChainBag chains, TableKind table)
    {
        chains.AddRange(new FailsafeChains(_context).For(table));
        PolicyChains policies = new(_context, table);
        policies.AddPolicies(chains);
        policies.AddGroups(chains, _groups);
        return policies;
    }
}
