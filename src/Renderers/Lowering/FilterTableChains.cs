using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The chains of the table that filters (felix/rules/static.go).</summary>
internal sealed class FilterTableChains(LoweringContext context)
{
    // Queries and reports of multicast listeners, solicitations and advertisements of neighbours: what a router must hear.
    private static readonly ImmutableArray<byte> s_neighbourMessages = [130, 131, 132, 133, 135, 136];

    private readonly MarkBits _marks = context.Marks;
    private readonly TunnelRules _tunnels = new(context);
    private readonly IpvsChains _ipvs = new(context);
    private readonly OpenStackRules _openStack = new(context);

    private FilterRule AcceptAccepted => FilterRule.Of(context.FilterAllow, _marks.IsAccepted);

    public void AddTo(ChainBag chains)
    {
        chains.Add(Forward());
        chains.Add(Input());
        chains.Add(Output());
        chains.Add(WorkloadToHost());
        chains.Add(ServiceBlocks());
        chains.Hook(new KernelHook("INPUT") { Inserted = [FilterRule.Of(new Verb.Jump(ChainNames.Input))] });
        chains.Hook(new KernelHook("OUTPUT") { Inserted = [FilterRule.Of(new Verb.Jump(ChainNames.Output))] });
        chains.Hook(new KernelHook("FORWARD")
        {
            Inserted = [FilterRule.Of(new Verb.Jump(ChainNames.Forward))],

            // The second tells the table behind that the packet was forwarded.
            Appended = [AcceptAccepted.Commented(StaticComments.PolicyAccepted), FilterRule.Of(_marks.SetAccepted)],
        });
    }

    private FilterChain Input() => new(ChainNames.Input,
    [
        .. _tunnels.Incoming(),
        .. _ipvs.Incoming(),
        .. context.WorkloadInterfaces(LinkDirection.In).Select(link => FilterRule.Of(new Verb.Goto(ChainNames.WorkloadToHost), link)),
        AcceptAccepted,
        FilterRule.Of(new Verb.ClearMark(_marks.All)),
        FilterRule.Of(new Verb.Jump(ChainNames.FromHost)),
        AcceptAccepted.Commented(StaticComments.HostAccepted),
    ]);

    private FilterChain WorkloadToHost()
    {
        IEnumerable<FilterRule> neighbours = !context.IsV6 ? [] : s_neighbourMessages
            .Select(type => FilterRule.Of(context.FilterAllow, new Match.Transport("58"), new Match.Icmp(new IcmpMatch(type, null))));
        Verb verb = context.Settings.DefaultEndpointToHostAction switch
        {
            "ACCEPT" => Verb.Accepting,
            "RETURN" => Verb.Returning,
            _ => Verb.Dropping,
        };
        return new FilterChain(ChainNames.WorkloadToHost,
        [
            .. neighbours,
            .. _openStack.ToNode(),
            FilterRule.Of(new Verb.Jump(ChainNames.FromWorkload)),
            FilterRule.Of(verb).Commented("Configured DefaultEndpointToHostAction"),
        ]);
    }

    private FilterChain Forward() => new(ChainNames.Forward,
    [
        // The raw and mangle tables may have accepted the packet: that bit stays.
        FilterRule.Of(new Verb.ClearMark(_marks.All & ~_marks.Accept)),
        FilterRule.Of(new Verb.Jump(ChainNames.FromHostForward), _marks.IsNotAccepted),
        .. context.WorkloadPrefixes.SelectMany(ForwardOf),
        FilterRule.Of(new Verb.Jump(ChainNames.ToHostForward)),
        FilterRule.Of(new Verb.Jump(ChainNames.ServiceBlocks)),
    ]);

    private static IEnumerable<FilterRule> ForwardOf(string prefix) =>
    [
        FilterRule.Of(new Verb.Jump(ChainNames.FromWorkload), new Match.Interface(LinkDirection.In, prefix, IsPrefix: true)),
        FilterRule.Of(new Verb.Jump(ChainNames.ToWorkload), new Match.Interface(LinkDirection.Out, prefix, IsPrefix: true)),
    ];

    /// <summary>The node reaches its own pods whatever their policies say.</summary>
    private FilterChain Output() => new(ChainNames.Output,
    [
        AcceptAccepted,
        .. _ipvs.Outgoing(),
        .. context.WorkloadInterfaces(LinkDirection.Out).Select(link => FilterRule.Of(Verb.Returning, link)),
        .. _tunnels.Outgoing(),
        FilterRule.Of(new Verb.ClearMark(_marks.All)),
        .. ToHost(),
        AcceptAccepted.Commented(StaticComments.HostAccepted),
    ]);

    /// <summary>
    /// Policy for what the node sends, but for translated packets, which meet it behind. As Felix asks in nftables, a packet that
    /// belongs to no connection meets none, and a translated one does, as its connection has further bits.
    /// </summary>
    private IEnumerable<FilterRule> ToHost() => context.IsExact && context.Backend == Backend.Nftables
        ? [FilterRule.Of(Verb.Returning, new Match.Translated()), FilterRule.Of(new Verb.Jump(ChainNames.ToHost))]
        : [FilterRule.Of(new Verb.Jump(ChainNames.ToHost), new Match.Translated(IsNegated: true))];

    /// <summary>Packets to services that nobody serves would otherwise go back and forth between the node and its router.</summary>
    private FilterChain ServiceBlocks()
    {
        Verb? verb = context.Settings.ServiceLoopPrevention switch
        {
            "Drop" => Verb.Dropping,
            "Reject" => Verb.Rejecting,
            _ => null,
        };
        return new FilterChain(ChainNames.ServiceBlocks, verb is null ? [] :
        [
            .. context.State.ServiceBlocks.Where(block => block.Family == context.Family)
                .OrderBy(block => block.ToString(), StringComparer.Ordinal)
                .Select(block => FilterRule.Of(verb, new Match.Net(Side.Destination, block))),
        ]);
    }
}
