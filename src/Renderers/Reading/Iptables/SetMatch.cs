using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary><c>set</c>: the packet is in an ipset.</summary>
internal sealed class SetMatch : MatchReader
{
    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        if (flag.Name != "--match-set")
        {
            return false;
        }

        bool isNegated = flag.Negated | rule.Words.TakeNegation();
        if (rule.TryTake(flag, out Word set) && rule.TryTake(flag, out Word sides))
        {
            ImmutableArray<PacketSide?> read = [.. sides.Text.Split(',').Select(Side)];
            if (read.Contains(null) || read.Length > 6)
            {
                rule.NotUnderstood(sides, $"`{sides.Text}` is not a list of `src` and `dst`");
            }
            else
            {
                rule.Conditions.Add(new IpsetCondition(set.Text, [.. read.Select(side => side.GetValueOrDefault())]) { Negated = isNegated });
            }
        }

        return true;
    }

    private static PacketSide? Side(string text) => text switch
    {
        "src" => PacketSide.Source,
        "dst" => PacketSide.Destination,
        _ => null,
    };
}
