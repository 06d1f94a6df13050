using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>Reads one rule: what stands behind the name of the chain.</summary>
internal sealed class RuleReader(RuleDraft rule, Func<string, bool> isChain)
{
    private readonly List<MatchReader> _matches = [];
    private TargetReader? _target;

    public static LoadedRule Read(RuleWords words, IpFamily family, Func<string, bool> isChain)
    {
        var draft = new RuleDraft(family, words);
        new RuleReader(draft, isChain).ReadAll();
        return new LoadedRule(0, words.Line, [.. draft.Conditions], [.. draft.Effects], [.. draft.Comments]);
    }

    private void ReadAll()
    {
        while (!rule.Words.AtEnd)
        {
            bool isNegated = rule.Words.TakeNegation();
            if (!rule.Words.AtEnd)
            {
                ReadFlag(new Flag(rule.Words.Take(), isNegated));
            }
        }

        foreach (MatchReader match in _matches)
        {
            match.Finish(rule);
        }

        _target?.Finish(rule);
    }

    private void ReadFlag(Flag flag)
    {
        bool isRead = flag.Name switch
        {
            "-m" or "--match" when !flag.Negated => ReadMatch(flag),
            "-j" or "--jump" when !flag.Negated => ReadTarget(flag, isGoto: false),
            "-g" or "--goto" when !flag.Negated => ReadTarget(flag, isGoto: true),
            "-c" or "--set-counters" => rule.TryTake(flag, out _) && rule.TryTake(flag, out _),
            _ => GeneralFlags.TryRead(flag, rule)
                || Enumerable.Reverse(_matches).Any(match => match.TryRead(flag, rule))
                || _target?.TryRead(flag, rule) == true
                || TryReadOfProtocol(flag),
        };
        if (!isRead)
        {
            rule.NotUnderstood(flag.Word, $"`{flag.Name}` is not understood here");
            while (rule.Words.TryTakeValue(out _))
            {
            }
        }
    }

    private bool ReadMatch(Flag flag)
    {
        if (rule.TryTake(flag, out Word name))
        {
            MatchReader? match = MatchReader.For(name);
            if (match is null)
            {
                rule.NotUnderstood(name, $"the match `{name.Text}` is not understood");
            }

            _matches.Add(match ?? new UnknownMatch());
        }

        return true;
    }

    private bool ReadTarget(Flag flag, bool isGoto)
    {
        if (!rule.TryTake(flag, out Word name))
        {
            return true;
        }

        if (_target is not null)
        {
            rule.NotUnderstood(name, "a rule has one target only");
            return true;
        }

        _target = isGoto || isChain(name.Text) ? new FixedTarget(new JumpEffect(name.Text, isGoto)) : TargetReader.For(name);
        if (_target is null)
        {
            rule.Words.Complain(name, $"the target `{name.Text}` is neither a chain nor understood");
            _target = new UnknownTarget(name);
        }

        return true;
    }

    // The flags of the match that goes with a protocol may be used without naming it.
    private bool TryReadOfProtocol(Flag flag)
    {
        string? name = rule.Protocol?.Number switch
        {
            1 => "icmp",
            6 => "tcp",
            17 => "udp",
            33 => "dccp",
            58 => "icmp6",
            132 => "sctp",
            136 => "udplite",
            _ => null,
        };
        if (name is null || MatchReader.For(flag.Word with { Text = name }) is not { } match || !match.TryRead(flag, rule))
        {
            return false;
        }

        _matches.Add(match);
        return true;
    }
}
