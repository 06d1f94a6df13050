using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The chains of the table that changes packets (felix/rules/static.go).</summary>
internal sealed class MangleTable(LoweringContext context)
{
    private readonly MarkBits _marks = context.Marks;

    public void AddTo(ChainBag chains)
    {
        chains.Add(Prerouting());
        chains.Add(Postrouting());
        chains.Add(EgressDscp());
        chains.Hook(new KernelHook("PREROUTING") { Inserted = [FilterRule.Of(new Verb.Jump(ChainNames.Prerouting))] });
        chains.Hook(new KernelHook("POSTROUTING") { Inserted = [FilterRule.Of(new Verb.Jump(ChainNames.Postrouting))] });
    }

    private FilterChain Prerouting() => new(ChainNames.Prerouting,
    [
        FilterRule.Of(context.MangleAllow, new Match.Connection(ConnectionState.RelatedOrEstablished)),
        FilterRule.Of(context.MangleAllow, _marks.IsAccepted),
        FilterRule.Of(new Verb.Jump(ChainNames.FromHost)),
        FilterRule.Of(context.MangleAllow, _marks.IsAccepted).Commented(StaticComments.HostAccepted),
    ]);

    private FilterChain Postrouting()
    {
        Match[] leavesCluster =
        [
            new Match.InSet(Side.Source, context.SetName(StandingSets.DscpSources)),
            new Match.InSet(Side.Destination, context.SetName(StandingSets.Pools), IsNegated: true),
            new Match.InSet(Side.Destination, context.SetName(StandingSets.ThisHost), IsNegated: true),
        ];
        ImmutableArray<FilterRule> forwarded = context.HasIpvs ? [FilterRule.Of(Verb.Returning, new Match.MarkNotClear(_marks.Endpoint))] : [];
        return new FilterChain(ChainNames.Postrouting,
        [
            FilterRule.Of(new Verb.Jump(ChainNames.EgressDscp), [.. leavesCluster]).Commented("set dscp for traffic leaving cluster."),
            FilterRule.Of(Verb.Returning, _marks.IsAccepted),
            .. forwarded,
            FilterRule.Of(new Verb.ClearMark(_marks.All)),
            FilterRule.Of(new Verb.Jump(ChainNames.ToHost), new Match.Translated()),
            FilterRule.Of(Verb.Returning, _marks.IsAccepted).Commented(StaticComments.HostAccepted),
        ]);
    }

    private FilterChain EgressDscp() => new(ChainNames.EgressDscp,
    [
        .. context.State.Workloads
            .Select(workload => (workload.Dscp, Addresses: AddressesOf(workload)))
            .Where(pair => pair.Dscp is not null && !pair.Addresses.IsEmpty)
            .OrderBy(pair => string.Join(',', pair.Addresses), StringComparer.Ordinal)
            .Select(pair => FilterRule.Of(new Verb.SetDscp(pair.Dscp!.Value), new Match.Addresses(Side.Source, pair.Addresses))),
    ]);

    private ImmutableArray<IpAddress> AddressesOf(NodeWorkload workload) =>
        [.. workload.Nets.Where(net => net.Family == context.Family).Select(net => net.First)];
}
