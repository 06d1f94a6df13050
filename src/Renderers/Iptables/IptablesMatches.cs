using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Iptables;

/// <summary>Matches as options of iptables (felix/iptables/match_builder.go).</summary>
internal static class IptablesMatches
{
    public static void Append(TextBuffer text, Match match, IpFamily family)
    {
        switch (match)
        {
            case Match.Transport(string name, bool isNegated):
                text.Append(Not(isNegated)).Append("-p ").Append(name);
                break;
            case Match.Net(Side side, IpPrefix net, bool isNegated):
                text.Append(Not(isNegated)).Append(AddressOption(side)).Append(net.ToString());
                break;
            case Match.Addresses(Side side, ImmutableArray<IpAddress> any):
                text.Append(AddressOption(side)).Append(string.Join(',', any));
                break;
            case Match.InSet(Side side, string set, bool isNegated):
                text.Append("-m set ").Append(Not(isNegated)).Append("--match-set ").Append(set).Append(side == Side.Source ? " src" : " dst");
                break;
            case Match.InPortSet(Side side, string set, bool isNegated):
                text.Append("-m set ").Append(Not(isNegated)).Append("--match-set ").Append(set).Append(side == Side.Source ? " src,src" : " dst,dst");
                break;
            case Match.Ports(Side side, ImmutableArray<PortRange> any, bool isNegated):
                text.Append("-m multiport ").Append(Not(isNegated)).Append(side == Side.Source ? "--source-ports " : "--destination-ports ");
                AppendPorts(text, any);
                break;
            case Match.DestinationPort(ushort port):
                text.Append("--dport ").Append(port);
                break;
            case Match.Icmp icmp:
                AppendIcmp(text, icmp, family);
                break;
            case Match.Interface(LinkDirection direction, string name, bool isPrefix):
                text.Append(direction == LinkDirection.In ? "--in-interface " : "--out-interface ").Append(name).Append(isPrefix ? "+" : "");
                break;
            default:
                AppendState(text, match);
                break;
        }
    }

    private static void AppendPorts(TextBuffer text, ImmutableArray<PortRange> ports)
    {
        for (int i = 0; i < ports.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(ports[i].First);
            if (ports[i].Last != ports[i].First)
            {
                text.Append(':').Append(ports[i].Last);
            }
        }
    }

    private static void AppendState(TextBuffer text, Match match)
    {
        switch (match)
        {
            case Match.MarkClear(uint mask):
                text.Append("-m mark --mark 0/").AppendHex(mask);
                break;
            case Match.MarkNotClear(uint mask):
                text.Append("-m mark ! --mark 0/").AppendHex(mask);
                break;
            case Match.Mark(uint value, uint mask, bool isNegated):
                text.Append("-m mark ").Append(Not(isNegated)).Append("--mark ").AppendHex(value).Append('/').AppendHex(mask);
                break;
            case Match.Connection(ConnectionState state):
                text.Append("-m conntrack --ctstate ").Append(state == ConnectionState.Invalid ? "INVALID" : "RELATED,ESTABLISHED");
                break;
            case Match.Translated(bool isNegated):
                text.Append("-m conntrack ").Append(Not(isNegated)).Append("--ctstate DNAT");
                break;
            case Match.ReversePathFails:
                text.Append("-m rpfilter --invert --validmark");
                break;
            case Match.LocalAddress(Side side, bool isNegated, bool ofOutInterface):
                text.Append("-m addrtype ").Append(Not(isNegated)).Append(side == Side.Source ? "--src-type LOCAL" : "--dst-type LOCAL")
                    .Append(ofOutInterface ? " --limit-iface-out" : "");
                break;
            case Match.Rate(string rate, int burst):
                text.Append("-m limit --limit ").Append(rate);
                if (burst != 0)
                {
                    text.Append(" --limit-burst ").Append(burst);
                }

                break;
            default:
                throw new NotSupportedException($"iptables has nothing for {match}.");
        }
    }

    private static void AppendIcmp(TextBuffer text, Match.Icmp icmp, IpFamily family)
    {
        bool isV6 = family == IpFamily.V6;
        text.Append(isV6 ? "-m icmp6 " : "-m icmp ").Append(Not(icmp.IsNegated)).Append(isV6 ? "--icmpv6-type " : "--icmp-type ").Append(icmp.Message.Type);
        if (icmp.Message.Code is { } code)
        {
            text.Append('/').Append(code);
        }
    }

    private static string Not(bool isNegated) => isNegated ? "! " : "";

    private static string AddressOption(Side side) => side == Side.Source ? "--source " : "--destination ";
}
