namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary><c>comment</c>: always holds.</summary>
internal sealed class CommentMatch : MatchReader
{
    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        // A comment may begin with a hyphen, so whatever follows is its text.
        bool isMine = flag.Name == "--comment" && !rule.Words.AtEnd;
        if (isMine)
        {
            rule.Comments.Add(rule.Words.Take().Text);
        }

        return isMine;
    }
}

/// <summary><c>limit</c>: taken as not reached.</summary>
internal sealed class LimitMatch : MatchReader
{
    public override bool TryRead(Flag flag, RuleDraft rule) =>
        flag is { Name: "--limit" or "--limit-burst", Negated: false } && rule.TryTake(flag, out _);

    public override void Finish(RuleDraft rule) => rule.Conditions.Add(new RateCondition(IsOver: false));
}

/// <summary><c>connlimit</c>: taken as not reached.</summary>
internal sealed class ConnectionLimitMatch : MatchReader
{
    private bool _isOver = true;

    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        switch (flag.Name)
        {
            case "--connlimit-above":
                _isOver = !flag.Negated;
                return rule.TryTake(flag, out _);
            case "--connlimit-upto":
                _isOver = flag.Negated;
                return rule.TryTake(flag, out _);
            case "--connlimit-mask":
                return rule.TryTake(flag, out _);
            default:
                return flag.Name is "--connlimit-saddr" or "--connlimit-daddr";
        }
    }

    public override void Finish(RuleDraft rule) => rule.Conditions.Add(new RateCondition(_isOver));
}

/// <summary><c>rpfilter</c>: holds where an answer would take the way back, or does not with <c>--invert</c>.</summary>
internal sealed class ReversePathMatch : MatchReader
{
    private bool _isInverted;

    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        _isInverted |= flag.Name == "--invert";
        return !flag.Negated && flag.Name is "--invert" or "--validmark";
    }

    public override void Finish(RuleDraft rule) => rule.Conditions.Add(new ReversePathCondition { Negated = _isInverted });
}

/// <summary>A match that is not understood: its flags are passed over.</summary>
internal sealed class UnknownMatch : MatchReader
{
    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        while (rule.Words.TryTakeValue(out _))
        {
        }

        return true;
    }
}
