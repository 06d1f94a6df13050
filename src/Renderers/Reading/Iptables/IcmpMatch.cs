using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary><c>icmp</c> and <c>icmp6</c>: the type of a message, and its code.</summary>
internal sealed class IcmpMatch(string typeFlag, bool isV6) : MatchReader
{
    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        if (flag.Name != typeFlag)
        {
            return false;
        }

        bool isNegated = flag.Negated | rule.Words.TakeNegation();
        if (rule.TryTake(flag, out Word value))
        {
            rule.Conditions.AddRange(Read(value, isNegated, rule));
        }

        return true;
    }

    public override void Finish(RuleDraft rule)
    {
        if (rule.Protocol != (isV6 ? Protocol.IcmpV6 : Protocol.Icmp))
        {
            rule.NotUnderstood(new Word(typeFlag, 1, IsQuoted: false), $"`{typeFlag}` needs its protocol");
        }
    }

    private IEnumerable<Condition> Read(Word value, bool isNegated, RuleDraft rule)
    {
        if (value.Is("any") && !isV6)
        {
            // `any` with a negation is what iptables refuses.
            return isNegated ? [new UnknownCondition("! any")] : [];
        }

        if (IcmpNames.TryReadPair(value.Text, isV6, out byte type, out byte? code))
        {
            IntervalSet<byte> codes = code is { } one ? IntervalSet<byte>.Of(one) : IntervalSet<byte>.Full;
            return [new IcmpCondition(IntervalSet<byte>.Of(type), codes) { Negated = isNegated }];
        }

        rule.NotUnderstood(value, $"`{value.Text}` is not a type of ICMP message");
        return [];
    }
}
