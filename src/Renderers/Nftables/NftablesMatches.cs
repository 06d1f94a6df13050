using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>The matches of a rule as expressions of nftables (felix/nftables/match_builder.go).</summary>
/// <param name="family">The family of the table.</param>
/// <param name="fidelity">Whether expressions that nftables refuses are written as Felix writes them.</param>
internal sealed class NftablesMatches(IpFamily family, Fidelity fidelity)
{
    // Ports stand at the same place in all protocols that have them.
    private const string AnyTransport = "th";

    private readonly string _family = family == IpFamily.V4 ? "ip" : "ip6";
    private string _transport = AnyTransport;

    /// <summary>Appends the matches of a rule in the layer of a table.</summary>
    public void Append(TextBuffer text, ImmutableArray<Match> matches, TableKind table)
    {
        _transport = AnyTransport;
        for (int i = 0; i < matches.Length; i++)
        {
            Append(i == 0 ? text : text.Append(' '), matches[i], table);
        }
    }

    private void Append(TextBuffer text, Match match, TableKind table)
    {
        switch (match)
        {
            case Match.Transport(string name, bool isNegated):
                text.Append("meta l4proto ").Append(Not(isNegated)).Append(name);
                _transport = isNegated ? _transport : WithPorts(name);
                break;
            case Match.Net(Side side, IpPrefix net, bool isNegated):
                Address(text, side).Append(Not(isNegated)).Append(net.ToString());
                break;
            case Match.Addresses(Side side, ImmutableArray<IpAddress> any):
                AppendAddresses(Address(text, side), any);
                break;
            case Match.InSet(Side side, string set, bool isNegated):
                Address(text, side).Append(Not(isNegated)).Append('@');
                NftablesNames.AppendSet(text, set);
                break;
            case Match.InPortSet(Side side, string set, bool isNegated):
                Address(text, side).Append(side == Side.Source ? ". meta l4proto . th sport " : ". meta l4proto . th dport ").Append(Not(isNegated)).Append('@');
                NftablesNames.AppendSet(text, set);
                break;
            case Match.Ports ports:
                AppendPorts(text, ports);
                break;
            case Match.DestinationPort(ushort port):
                text.Append(_transport).Append(" dport ").Append(port);
                break;
            case Match.Icmp icmp:
                AppendIcmp(text, icmp);
                break;
            case Match.Interface(LinkDirection direction, string name, bool isPrefix):
                text.Append(direction == LinkDirection.In ? "iifname " : "oifname ").Append(name).Append(isPrefix ? "*" : "");
                break;
            case Match.Dispatch(LinkDirection direction, string map):
                text.Append(direction == LinkDirection.In ? "iifname vmap @" : "oifname vmap @");
                NftablesNames.AppendLayered(text, table, map);
                break;
            default:
                AppendState(text, match);
                break;
        }
    }

    private static void AppendState(TextBuffer text, Match match)
    {
        switch (match)
        {
            case Match.MarkClear(uint mask):
                text.Append("meta mark & ").AppendHex(mask).Append(" == 0");
                break;
            case Match.MarkNotClear(uint mask):
                text.Append("meta mark & ").AppendHex(mask).Append(" != 0");
                break;
            case Match.Mark(uint value, uint mask, bool isNegated):
                text.Append("meta mark & ").AppendHex(mask).Append(isNegated ? " != " : " == ").AppendHex(value);
                break;
            case Match.Connection(ConnectionState state):
                text.Append("ct state ").Append(state == ConnectionState.Invalid ? "invalid" : "related,established");
                break;
            case Match.Translated(bool isNegated):
                text.Append("ct status ").Append(Not(isNegated)).Append("dnat");
                break;
            case Match.ReversePathFails:
                text.Append("fib saddr . mark . iif oif 0");
                break;
            case Match.LocalAddress(Side side, bool isNegated, bool ofOutInterface):
                text.Append(side == Side.Source ? "fib saddr " : "fib daddr ").Append(ofOutInterface ? ". oif " : "").Append("type ").Append(Not(isNegated)).Append("local");
                break;
            case Match.Rate(string rate, int burst):
                text.Append("limit rate ").Append(rate);
                if (burst != 0)
                {
                    text.Append(" burst ").Append(burst).Append(" packets");
                }

                break;
            default:
                throw new NotSupportedException($"nftables has nothing for {match}.");
        }
    }

    private static string Not(bool isNegated) => isNegated ? "!= " : "";

    /// <summary>The name of a protocol before its ports. Felix stops for those it knows no ports of.</summary>
    private static string WithPorts(string name) => name switch
    {
        "tcp" or "6" => "tcp",
        "udp" or "17" => "udp",
        "sctp" or "132" => "sctp",
        _ => AnyTransport,
    };

    private TextBuffer Address(TextBuffer text, Side side) => text.Append(_family).Append(side == Side.Source ? " saddr " : " daddr ");

    private void AppendAddresses(TextBuffer text, ImmutableArray<IpAddress> any)
    {
        // Felix joins several by commas alone, which nftables refuses.
        bool asSet = any.Length > 1 && fidelity == Fidelity.Exact;
        text.Append(asSet ? "{ " : "").Append(string.Join(asSet ? ", " : ",", any)).Append(asSet ? " }" : "");
    }

    private void AppendPorts(TextBuffer text, Match.Ports ports)
    {
        text.Append(_transport).Append(ports.Side == Side.Source ? " sport " : " dport ").Append(Not(ports.IsNegated)).Append("{ ");
        for (int i = 0; i < ports.Any.Length; i++)
        {
            PortRange range = ports.Any[i];
            text.Append(i == 0 ? "" : ", ").Append(range.First);
            if (range.Last != range.First)
            {
                text.Append('-').Append(range.Last);
            }
        }

        text.Append(" }");
    }

    private void AppendIcmp(TextBuffer text, Match.Icmp icmp)
    {
        string protocol = family == IpFamily.V4 ? "icmp" : "icmpv6";
        if (icmp.Message.Code is not { } code)
        {
            text.Append(protocol).Append(" type ").Append(Not(icmp.IsNegated)).Append(icmp.Message.Type);
        }
        else if (fidelity == Fidelity.Felix)
        {
            text.Append(protocol).Append(" type ").Append(Not(icmp.IsNegated)).Append(icmp.Message.Type).Append(" code ").Append(Not(icmp.IsNegated)).Append(code);
        }
        else if (icmp.IsNegated)
        {
            // Felix's form is refused, and would mean that neither type nor code may be those.
            text.Append(protocol).Append(" type . ").Append(protocol).Append(" code != { ").Append(icmp.Message.Type).Append(" . ").Append(code).Append(" }");
        }
        else
        {
            // Felix leaves out the second name of the protocol, which nftables refuses.
            text.Append(protocol).Append(" type ").Append(icmp.Message.Type).Append(' ').Append(protocol).Append(" code ").Append(code);
        }
    }
}
