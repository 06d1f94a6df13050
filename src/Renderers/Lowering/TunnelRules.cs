using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>Rules about the packets that nodes pack others into.</summary>
internal sealed class TunnelRules(LoweringContext context)
{
    public const string AllHosts = "all-hosts-net";
    public const string AllVxlan = "all-vxlan-net";

    private static readonly Match s_ipip = new Match.Transport("4");
    private static readonly Match s_udp = new Match.Transport("17");
    private static readonly Match s_toNode = new Match.LocalAddress(Side.Destination);
    private static readonly Match s_fromNode = new Match.LocalAddress(Side.Source);

    private string FamilyName => context.IsV6 ? "IPv6" : "IPv4";

    private Match VxlanPort => Port(context.Settings.VxlanPort);

    private Match WireguardPort => Port(context.IsV6 ? context.Settings.WireguardListeningPortV6 : context.Settings.WireguardListeningPort);

    /// <summary>Packets with others in them are taken from nodes only.</summary>
    public IEnumerable<FilterRule> Incoming()
    {
        string word = context.DenyWord(TableKind.Filter);
        Verb deny = context.Deny(TableKind.Filter);
        if (context.HasIpip)
        {
            yield return FilterRule.Of(context.FilterAllow, s_ipip, new Match.InSet(Side.Source, context.SetName(AllHosts)), s_toNode)
                .Commented("Allow IPIP packets from Calico hosts");
            yield return FilterRule.Of(deny, s_ipip).Commented($"{word} IPIP packets from non-Calico hosts");
        }

        if (context.HasVxlan)
        {
            yield return FilterRule.Of(context.FilterAllow, s_udp, VxlanPort, new Match.InSet(Side.Source, context.SetName(AllVxlan)), s_toNode)
                .Commented($"Allow {FamilyName} VXLAN packets from allowed hosts");
            yield return FilterRule.Of(context.IsV6 ? deny : Verb.Dropping, s_udp, VxlanPort, s_toNode)
                .Commented($"{(context.IsV6 ? word : "Drop")} {FamilyName} VXLAN packets from non-allowed hosts");
        }

        if (context.HasWireguardOfFamily)
        {
            yield return FilterRule.Of(context.FilterAllow, s_udp, WireguardPort, s_toNode).Commented($"Allow incoming {FamilyName} Wireguard packets");
        }
    }

    /// <summary>The node's own packets with others in them pass its host endpoints.</summary>
    public IEnumerable<FilterRule> Outgoing()
    {
        if (context.HasIpip)
        {
            yield return FilterRule.Of(context.FilterAllow, s_ipip, new Match.InSet(Side.Destination, context.SetName(AllHosts)), s_fromNode)
                .Commented("Allow IPIP packets to other Calico hosts");
        }

        if (context.HasVxlan)
        {
            yield return FilterRule.Of(context.FilterAllow, s_udp, VxlanPort, s_fromNode, new Match.InSet(Side.Destination, context.SetName(AllVxlan)))
                .Commented($"Allow {FamilyName} VXLAN packets to other allowed hosts");
        }

        if (context.HasWireguardOfFamily)
        {
            yield return FilterRule.Of(context.FilterAllow, s_udp, WireguardPort, s_fromNode).Commented($"Allow outgoing {FamilyName} Wireguard packets");
        }
    }

    /// <summary>VXLAN answers from other ports than it was asked at, which connection tracking would not understand.</summary>
    public IEnumerable<FilterRule> Untracked()
    {
        if (context.HasVxlan)
        {
            yield return FilterRule.Of(Verb.Untracking, new Match.Transport("udp"), new Match.DestinationPort(context.Settings.VxlanPort));
        }
    }

    /// <summary>Whether packets from other interfaces than WireGuard's are marked, so that those of it pass the check of their way back.</summary>
    public bool MarksIncoming => context.HasWireguard && context.Settings.WireguardHostEncryptionEnabled;

    public FilterChain WireguardIncoming()
    {
        Match[] spared =
        [
            Link(LinkDirection.In, "lo"),
            Link(LinkDirection.In, context.Settings.WireguardInterfaceName),
            Link(LinkDirection.In, context.Settings.WireguardInterfaceNameV6),
            .. context.WorkloadInterfaces(LinkDirection.In),
        ];
        return new FilterChain(ChainNames.WireguardIncoming,
        [
            .. spared.Select(link => FilterRule.Of(Verb.Returning, link)),
            FilterRule.Of(new Verb.SetMark(context.Marks.Wireguard)),
        ]);
    }

    /// <summary>Packets into a tunnel that have another address of the node than the tunnel's get the tunnel's.</summary>
    public IEnumerable<FilterRule> Masquerades()
    {
        bool fullyRandom = context.State.Features.MasqueradeFullyRandom;
        foreach (string link in TunnelLinks())
        {
            Match[] wrongAddress = [Link(LinkDirection.Out, link), new Match.LocalAddress(Side.Source, IsNegated: true, OfOutInterface: true), s_fromNode];
            if (context.HasVxlan)
            {
                Verb other = new Verb.Masquerade(PortsBesidesVxlan(context.Settings.VxlanPort), fullyRandom);
                yield return FilterRule.Of(other, [s_udp, .. wrongAddress]);
            }

            yield return FilterRule.Of(new Verb.Masquerade(null, fullyRandom), [.. wrongAddress]);
        }
    }

    /// <summary>The wider side of a port among those that are no service's.</summary>
    private static PortRange PortsBesidesVxlan(ushort port)
    {
        const ushort first = 1024;
        if (port < first)
        {
            return new PortRange(first, ushort.MaxValue);
        }

        return ushort.MaxValue - port >= port - first ? new PortRange((ushort)(port + 1), ushort.MaxValue) : new PortRange(first, (ushort)(port - 1));
    }

    private static Match.Interface Link(LinkDirection direction, string name) => new(direction, name);

    private static Match.Ports Port(ushort port) => new(Side.Destination, [new PortRange(port, port)]);

    private IEnumerable<string> TunnelLinks()
    {
        if (context.HasIpip && context.Settings.IpInIpTunnelAddress is not null)
        {
            yield return "tunl0";
        }

        if (context.HasVxlan && (context.IsV6 ? context.Settings.VxlanTunnelAddressV6 : context.Settings.VxlanTunnelAddress) is not null)
        {
            yield return context.IsV6 ? "vxlan-v6.calico" : "vxlan.calico";
        }

        if (context.HasWireguardOfFamily)
        {
            yield return context.IsV6 ? context.Settings.WireguardInterfaceNameV6 : context.Settings.WireguardInterfaceName;
        }
    }
}
