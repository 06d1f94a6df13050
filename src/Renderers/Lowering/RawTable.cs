using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The chains of the table before connection tracking (felix/rules/static.go).</summary>
internal sealed class RawTable(LoweringContext context)
{
    private readonly MarkBits _marks = context.Marks;
    private readonly TunnelRules _tunnels = new(context);
    private readonly OpenStackRules _openStack = new(context);

    public void AddTo(ChainBag chains)
    {
        chains.Add(Prerouting());
        chains.Add(Output());
        chains.Add(ReversePathSkip());
        chains.Add(_tunnels.WireguardIncoming());
        chains.Hook(new KernelHook("PREROUTING") { Inserted = [FilterRule.Of(new Verb.Jump(ChainNames.Prerouting))] });
        chains.Hook(new KernelHook("OUTPUT") { Inserted = [FilterRule.Of(new Verb.Jump(ChainNames.Output))] });
    }

    private FilterChain Prerouting()
    {
        // In this table the first scratch bit says that the packet comes from a pod.
        Match isFromPod = new Match.Mark(_marks.Scratch0, _marks.Scratch0);
        ImmutableArray<FilterRule> wireguard = _tunnels.MarksIncoming ? [FilterRule.Of(new Verb.Jump(ChainNames.WireguardIncoming))] : [];
        return new FilterChain(ChainNames.Prerouting,
        [
            FilterRule.Of(new Verb.ClearMark(_marks.All)),
            .. wireguard,
            .. _tunnels.Untracked(),
            .. context.WorkloadInterfaces(LinkDirection.In).Select(link => FilterRule.Of(new Verb.SetMark(_marks.Scratch0), link)),
            FilterRule.Of(new Verb.Jump(ChainNames.ReversePathSkip), isFromPod),
            .. _openStack.WithoutAddress(),
            FilterRule.Of(context.Deny(TableKind.Raw), isFromPod, new Match.ReversePathFails()),
            FilterRule.Of(new Verb.Jump(ChainNames.FromHost), new Match.MarkClear(_marks.Scratch0)),
            FilterRule.Of(Verb.Accepting, _marks.IsAccepted),
        ]);
    }

    private FilterChain Output() => new(ChainNames.Output,
    [
        FilterRule.Of(new Verb.ClearMark(_marks.All)),
        FilterRule.Of(new Verb.Jump(ChainNames.ToHost)),
        .. _tunnels.Untracked(),
        FilterRule.Of(Verb.Accepting, _marks.IsAccepted),
    ]);

    /// <summary>Addresses that pods may send from though they are not theirs.</summary>
    private FilterChain ReversePathSkip() => new(ChainNames.ReversePathSkip,
    [
        .. context.State.Workloads.OrderBy(workload => workload.Interface, StringComparer.Ordinal)
            .SelectMany(workload => workload.SpoofedNets.Where(IsOfFamily)
                .Select(net => FilterRule.Of(Verb.Accepting, new Match.Interface(LinkDirection.In, workload.Interface), new Match.Net(Side.Source, net)))),
    ]);

    private bool IsOfFamily(IpPrefix net) => net.Family == context.Family;
}
