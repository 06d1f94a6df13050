using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary><c>multiport</c>: up to fifteen ports, where a range counts as two.</summary>
internal sealed class MultiportMatch(Word name) : MatchReader
{
    private const int MostPorts = 15;

    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        if (flag.Name is not ("--sports" or "--source-ports" or "--dports" or "--destination-ports" or "--ports"))
        {
            return false;
        }

        bool isNegated = flag.Negated | rule.Words.TakeNegation();
        if (rule.TryTake(flag, out Word value))
        {
            AddPorts(Side(flag.Name), value, isNegated, rule);
        }

        return true;
    }

    public override void Finish(RuleDraft rule)
    {
        if (rule.Protocol is not { } protocol || !ProtocolNames.HasPorts(protocol.Number))
        {
            rule.NotUnderstood(name, "`multiport` needs a protocol with ports");
        }
    }

    private static PacketSide? Side(string flag) => flag switch
    {
        "--ports" => null,
        "--sports" or "--source-ports" => PacketSide.Source,
        _ => PacketSide.Destination,
    };

    private static void AddPorts(PacketSide? side, Word value, bool isNegated, RuleDraft rule)
    {
        var ports = new List<Interval<ushort>>();
        int slots = 0;
        foreach (string part in value.Text.Split(','))
        {
            if (!Numbers.TryReadPorts(part, ':', out Interval<ushort> read))
            {
                rule.NotUnderstood(value, $"`{part}` is not a port or a range of ports");
                return;
            }

            ports.Add(read);
            slots += part.Contains(':', StringComparison.Ordinal) ? 2 : 1;
        }

        if (slots > MostPorts)
        {
            rule.NotUnderstood(value, "`multiport` takes fifteen ports at most");
            return;
        }

        rule.Conditions.Add(new PortCondition(side, IntervalSet<ushort>.FromIntervals(ports)) { Negated = isNegated });
    }
}
