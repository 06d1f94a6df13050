using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>What virtual machines of OpenStack may do whatever their policies say (felix/rules/static.go).</summary>
internal sealed class OpenStackRules(LoweringContext context)
{
    private static readonly Match s_tcp = new Match.Transport("tcp");
    private static readonly Match s_udp = new Match.Transport("udp");

    private readonly bool _isUsed = context.Settings.IsOpenStack;

    /// <summary>A machine that asks for its address has none yet.</summary>
    public IEnumerable<FilterRule> WithoutAddress()
    {
        if (_isUsed && !context.IsV6)
        {
            Match fromNone = new Match.Addresses(Side.Source, [IpAddress.V4(0)]);
            yield return FilterRule.Of(Verb.Accepting, s_udp, fromNone, Port(Side.Source, 68), Port(Side.Destination, 67));
        }
    }

    /// <summary>What machines ask of the node: data about themselves, addresses and names.</summary>
    public IEnumerable<FilterRule> ToNode()
    {
        if (!_isUsed)
        {
            yield break;
        }

        if (!context.IsV6 && context.Settings.MetadataAddress is { } metadata)
        {
            Match toMetadata = new Match.Addresses(Side.Destination, [metadata]);
            yield return FilterRule.Of(context.FilterAllow, s_tcp, toMetadata, Port(Side.Destination, context.Settings.MetadataPort));
        }

        (ushort client, ushort server) = context.IsV6 ? ((ushort)546, (ushort)547) : ((ushort)68, (ushort)67);
        yield return FilterRule.Of(context.FilterAllow, s_udp, Port(Side.Source, client), Port(Side.Destination, server));
        yield return FilterRule.Of(context.FilterAllow, s_udp, Port(Side.Destination, 53));
    }

    /// <summary>The address at which machines look for data about themselves becomes the one where these are.</summary>
    public ImmutableArray<FilterRule> Translation()
    {
        if (!_isUsed || context.IsV6 || context.Settings.MetadataAddress is not { } metadata)
        {
            return [];
        }

        Match wellKnown = new Match.Net(Side.Destination, IpPrefix.Of(IpAddress.V4(0xA9FEA9FE), 32));
        return [FilterRule.Of(new Verb.DestinationNat(metadata, context.Settings.MetadataPort), s_tcp, Port(Side.Destination, 80), wellKnown)];
    }

    private static Match.Ports Port(Side side, ushort port) => new(side, [new PortRange(port, port)]);
}
