using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The ports of hosts that no policy closes.</summary>
internal sealed class FailsafeChains(LoweringContext context)
{
    public IEnumerable<FilterChain> For(TableKind table)
    {
        ImmutableArray<FailsafePort> inbound = context.Settings.FailsafeInboundHostPorts;
        ImmutableArray<FailsafePort> outbound = context.Settings.FailsafeOutboundHostPorts;

        // Before connection tracking nobody knows what an answer is: the ports of the other direction answer from here.
        bool answers = table == TableKind.Raw;
        yield return Chain(ChainNames.FailsafeIn, Side.Source, inbound, answers ? outbound : []);
        yield return Chain(ChainNames.FailsafeOut, Side.Destination, outbound, answers ? inbound : []);
    }

    private FilterChain Chain(string name, Side peer, ImmutableArray<FailsafePort> asked, ImmutableArray<FailsafePort> answering) => new(name,
    [
        .. asked.Where(IsOfFamily).Select(port => Allow(port, Side.Destination, peer)),
        .. answering.Where(IsOfFamily).Select(port => Allow(port, Side.Source, peer)),
    ]);

    private bool IsOfFamily(FailsafePort port) => port.Net is not { } net || net.Family == context.Family;

    private static FilterRule Allow(FailsafePort port, Side portSide, Side peer)
    {
        Match transport = new Match.Transport(port.Protocol);
        Match ports = new Match.Ports(portSide, [new PortRange(port.Port, port.Port)]);
        return port.Net is { } net
            ? FilterRule.Of(Verb.Accepting, transport, ports, new Match.Net(peer, net))
            : FilterRule.Of(Verb.Accepting, transport, ports);
    }
}
