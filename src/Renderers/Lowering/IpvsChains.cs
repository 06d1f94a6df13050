using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>
/// With IPVS, packets to services that are forwarded come by the chains of packets to the node and from it. On the first they
/// are marked with the endpoint they come from, on the second that endpoint's policy is consulted (felix/rules/static.go).
/// </summary>
internal sealed class IpvsChains(LoweringContext context)
{
    private static readonly string[] s_protocols = ["tcp", "udp"];

    private readonly MarkBits _marks = context.Marks;

    public IEnumerable<FilterRule> Incoming() => !context.HasIpvs ? [] :
    [
        FilterRule.Of(new Verb.ClearMark(_marks.Endpoint)),
        FilterRule.Of(new Verb.Jump(ChainNames.ForwardCheck)),
        FilterRule.Of(Verb.Returning, new Match.MarkNotClear(_marks.Endpoint)),
    ];

    public IEnumerable<FilterRule> Outgoing() => !context.HasIpvs ? [] :
    [
        FilterRule.Of(new Verb.Goto(ChainNames.ForwardEndpointMark), new Match.MarkNotClear(_marks.Endpoint)),
    ];

    public void AddTo(ChainBag chains, HostInterfaces hosts)
    {
        if (!context.HasIpvs)
        {
            return;
        }

        ImmutableArray<string> pods = [.. context.State.Workloads.Select(workload => workload.Interface).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        ImmutableArray<string> hostLinks = [.. hosts.Named.Select(pair => pair.Key)];
        EndpointNumbers numbers = new(_marks, pods.Concat(hostLinks));
        chains.Add(ForwardCheck());
        chains.Add(ForwardEndpointMark());
        chains.Add(FromEndpointMark(numbers, pods, hostLinks));
        chains.AddRange(SetEndpointMark(pods, hostLinks));
        chains.AddRange(pods.Concat(hostLinks).Select(link => SetMark(link, numbers)));
    }

    /// <summary>Tells packets that will be forwarded from those to the node itself.</summary>
    private FilterChain ForwardCheck()
    {
        string thisHost = context.SetName(StandingSets.ThisHost);
        Match toNode = new Match.InSet(Side.Destination, thisHost);
        Verb mark = new Verb.Goto(ChainNames.SetEndpointMark);
        return new FilterChain(ChainNames.ForwardCheck,
        [
            FilterRule.Of(Verb.Returning, new Match.Connection(ConnectionState.RelatedOrEstablished)),
            .. PortSplit.Of(context.Settings.KubeNodePortRanges).SelectMany(ports => s_protocols
                .Select(protocol => FilterRule.Of(mark, new Match.Transport(protocol), new Match.Ports(Side.Destination, ports), toNode)
                    .Commented("To kubernetes NodePort service"))),
            FilterRule.Of(new Verb.Jump(ChainNames.SetEndpointMark), new Match.InSet(Side.Destination, thisHost, IsNegated: true))
                .Commented("To kubernetes service"),
        ]);
    }

    private FilterChain ForwardEndpointMark() => new(ChainNames.ForwardEndpointMark,
    [
        FilterRule.Of(new Verb.Jump(ChainNames.FromEndpointMark), new Match.Mark(_marks.OtherEndpoint, _marks.Endpoint, IsNegated: true)),
        .. context.WorkloadInterfaces(LinkDirection.Out).Select(link => FilterRule.Of(new Verb.Jump(ChainNames.ToWorkload), link)),
        FilterRule.Of(new Verb.Jump(ChainNames.ToHostForward)),

        // A packet that is packed into another one goes through here again and must not look forwarded then.
        FilterRule.Of(new Verb.ClearMark(_marks.Endpoint)),
        FilterRule.Of(context.FilterAllow, _marks.IsAccepted).Commented(StaticComments.PolicyAccepted),
    ]);

    private FilterChain FromEndpointMark(EndpointNumbers numbers, ImmutableArray<string> pods, ImmutableArray<string> hostLinks) => new(ChainNames.FromEndpointMark,
    [
        .. FromMarks(numbers, pods, ChainNames.FromWorkloadPrefix),
        .. FromMarks(numbers, hostLinks, ChainNames.FromHostForwardPrefix),
        FilterRule.Of(context.Deny(TableKind.Filter)).Commented("Unknown interface"),
    ]);

    private IEnumerable<FilterRule> FromMarks(EndpointNumbers numbers, ImmutableArray<string> links, string prefix)
    {
        foreach (string link in links)
        {
            if (numbers.MarkOf(link) is { } mark)
            {
                yield return FilterRule.Of(new Verb.Goto(context.Names.Endpoint(prefix, link)), new Match.Mark(mark, _marks.Endpoint));
            }
        }
    }

    private ImmutableArray<FilterChain> SetEndpointMark(ImmutableArray<string> pods, ImmutableArray<string> hostLinks)
    {
        DispatchTree tree = new(ChainNames.SetEndpointMark, LinkDirection.In, link => context.Names.Endpoint(ChainNames.SetMarkPrefix, link));
        ImmutableArray<FilterChain> ofPods = (tree with { ChildPrefix = ChainNames.SetEndpointMark + "-wep" }).Grow(pods);
        ImmutableArray<FilterChain> ofHosts = (tree with { ChildPrefix = ChainNames.SetEndpointMark + "-hep" }).Grow(hostLinks);
        FilterChain root = new(ChainNames.SetEndpointMark,
        [
            .. ofPods[0].Rules,
            .. ofHosts[0].Rules,
            .. context.WorkloadInterfaces(LinkDirection.In).Select(link => FilterRule.Of(context.Deny(TableKind.Filter), link).Commented("Unknown endpoint")),
            FilterRule.Of(new Verb.SetMaskedMark(_marks.OtherEndpoint, _marks.Endpoint)).Commented("Non-Cali endpoint mark"),
        ]);
        return [root, .. ofPods[1..], .. ofHosts[1..]];
    }

    private FilterChain SetMark(string link, EndpointNumbers numbers) => new(
        context.Names.Endpoint(ChainNames.SetMarkPrefix, link),
        numbers.MarkOf(link) is { } mark ? [FilterRule.Of(new Verb.SetMaskedMark(mark, _marks.Endpoint))] : []);
}
