using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>Walks a packet through a base chain and the chains it leads to. No recursion: rules can nest chains as deep as they like.</summary>
internal sealed class ChainWalk(LoadedTable table, Packet packet, WalkLimits limits)
{
    private readonly Stack<(LoadedChain Chain, int Next)> _calls = new();

    /// <summary>The packet as the rules have left it.</summary>
    public Packet Packet { get; private set; } = packet;

    /// <summary>What is not understood, where the verdict is unknown.</summary>
    public string Reason { get; private set; } = "";

    public PacketVerdict Run(LoadedChain chain, BaseChain place)
    {
        _calls.Push((chain, 0));
        if (chain.Loops)
        {
            return NotKnown($"chain `{chain.Name}` leads back to itself");
        }

        while (_calls.TryPop(out (LoadedChain Chain, int Next) call))
        {
            if (call.Next < call.Chain.Rules.Length)
            {
                _calls.Push((call.Chain, call.Next + 1));
                if (Follow(call.Chain, call.Chain.Rules[call.Next]) is { } verdict)
                {
                    return verdict;
                }
            }
        }

        limits.Note(new MatchedRule(table.Name, chain.Name, 0, "", place.Accepts ? "policy accept" : "policy drop"));
        return place.Accepts ? PacketVerdict.Accept : PacketVerdict.Drop;
    }

    // The verdict of the base chain; null as long as the walk goes on.
    private PacketVerdict? Follow(LoadedChain chain, LoadedRule rule)
    {
        if (!limits.Step())
        {
            return NotKnown("the rules are too many to follow");
        }

        Answer answer = Matches(rule.Conditions);
        if (answer == Answer.No)
        {
            return null;
        }

        if (answer == Answer.Unknown)
        {
            limits.Note(new MatchedRule(table.Name, chain.Name, rule.Number, string.Join("; ", rule.Comments), "unknown"));
            return NotKnown($"rule {rule.Number} of chain `{chain.Name}` is not understood");
        }

        foreach (Condition condition in rule.Conditions)
        {
            limits.IsUncertain |= condition is RateCondition;
        }

        foreach (Effect effect in rule.Effects)
        {
            Effect? done = effect is VerdictMapEffect map ? Look(map) : effect;
            if (done is null)
            {
                return null;
            }

            if (Effects.Describe(done) is { } outcome)
            {
                limits.Note(new MatchedRule(table.Name, chain.Name, rule.Number, string.Join("; ", rule.Comments), outcome));
            }

            (PacketVerdict? verdict, bool ends) = Apply(done);
            if (ends)
            {
                return verdict;
            }
        }

        return null;
    }

    private Answer Matches(ImmutableArray<Condition> conditions)
    {
        Answer all = Answer.Yes;
        foreach (Condition condition in conditions)
        {
            Answer answer = Conditions.Of(condition, Packet, table);
            if (answer == Answer.No)
            {
                // A rate that is not exceeded might be another time.
                limits.IsUncertain |= condition is RateCondition && all == Answer.Yes;
                return Answer.No;
            }

            all = answer == Answer.Unknown ? answer : all;
        }

        return all;
    }

    private Effect? Look(VerdictMapEffect map)
    {
        (Answer answer, SetElement? element) = Lookups.Of(map.Fields, map.Map, Packet, table);
        return answer switch
        {
            Answer.No => null,
            Answer.Yes when element?.Verdict is { } verdict => verdict,
            _ => new UnknownEffect($"map `{map.Map}`"),
        };
    }

    // Whether the rule ends, and the verdict if the chain does too.
    private (PacketVerdict? Verdict, bool Ends) Apply(Effect effect)
    {
        switch (effect)
        {
            case VerdictEffect { Verdict: ChainVerdict.Continue }:
                return (null, true);
            case VerdictEffect { Verdict: ChainVerdict.Return }:
                _calls.Pop();
                return (null, true);
            case VerdictEffect verdict:
                return (Final(verdict.Verdict), true);
            case JumpEffect jump:
                return (Enter(jump), true);
            case UnknownEffect unknown:
                return (NotKnown($"`{unknown.Text}` is not understood"), true);
            default:
                Packet = Effects.Apply(effect, Packet);
                return (effect is TranslationEffect ? PacketVerdict.Accept : null, effect is TranslationEffect);
        }
    }

    private static PacketVerdict Final(ChainVerdict verdict) => verdict switch
    {
        ChainVerdict.Accept => PacketVerdict.Accept,
        ChainVerdict.Reject => PacketVerdict.Reject,
        _ => PacketVerdict.Drop,
    };

    private PacketVerdict? Enter(JumpEffect jump)
    {
        if (!table.Chains.TryGetValue(jump.Chain, out LoadedChain? target) || target.Loops)
        {
            return NotKnown($"chain `{jump.Chain}` {(target is null ? "is not there" : "leads back to itself")}");
        }

        if (jump.IsGoto)
        {
            _calls.Pop();
        }

        _calls.Push((target, 0));
        return null;
    }

    private PacketVerdict NotKnown(string reason)
    {
        Reason = reason;
        return PacketVerdict.Unknown;
    }
}
