using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary><c>tcp</c>, <c>udp</c> and their like: single ports and ranges, and TCP's flags.</summary>
internal sealed class TransportMatch(Word name) : MatchReader
{
    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        switch (flag.Name)
        {
            case "--sport" or "--source-port":
                ReadPorts(flag, PacketSide.Source, rule);
                return true;
            case "--dport" or "--destination-port":
                ReadPorts(flag, PacketSide.Destination, rule);
                return true;
            case "--syn" when name.Text == "tcp":
                rule.Conditions.Add(new TcpFlagsCondition(TcpFlags.Syn | TcpFlags.Rst | TcpFlags.Ack | TcpFlags.Fin, TcpFlags.Syn) { Negated = flag.Negated });
                return true;
            case "--tcp-flags" when name.Text == "tcp":
                ReadFlags(flag, rule);
                return true;
            default:
                return false;
        }
    }

    public override void Finish(RuleDraft rule)
    {
        if (!ProtocolNames.TryRead(name.Text, out Protocol protocol) || rule.Protocol != protocol)
        {
            rule.NotUnderstood(name, $"the match `{name.Text}` needs the protocol `{name.Text}`");
        }
    }

    private static void ReadPorts(Flag flag, PacketSide side, RuleDraft rule)
    {
        bool isNegated = flag.Negated | rule.Words.TakeNegation();
        if (!rule.TryTake(flag, out Word value))
        {
            return;
        }

        if (Numbers.TryReadPorts(value.Text, ':', out Interval<ushort> ports))
        {
            rule.Conditions.Add(new PortCondition(side, IntervalSet<ushort>.Of(ports.Low, ports.High)) { Negated = isNegated });
        }
        else
        {
            rule.NotUnderstood(value, $"`{value.Text}` is not a port or a range of ports");
        }
    }

    private static void ReadFlags(Flag flag, RuleDraft rule)
    {
        bool isNegated = flag.Negated | rule.Words.TakeNegation();
        if (!rule.TryTake(flag, out Word mask) || !rule.TryTake(flag, out Word value))
        {
            return;
        }

        if (TcpFlags.TryRead(mask.Text, out byte looked) && TcpFlags.TryRead(value.Text, out byte set))
        {
            rule.Conditions.Add(new TcpFlagsCondition(looked, set) { Negated = isNegated });
        }
        else
        {
            rule.NotUnderstood(mask, $"`{mask.Text} {value.Text}` are not flags of TCP");
        }
    }
}
