namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>A target whose flags change nothing that a verdict depends on.</summary>
/// <param name="effect">The effect.</param>
/// <param name="withValue">The flags that have a value.</param>
/// <param name="alone">The flags that have none.</param>
internal sealed class FixedTarget(Effect effect, string withValue = "", string alone = "") : TargetReader
{
    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        if (flag.Negated || flag.Name.Length == 0)
        {
            return false;
        }

        if (withValue.Split(' ').Contains(flag.Name, StringComparer.Ordinal))
        {
            rule.TryTake(flag, out _);
            return true;
        }

        return alone.Split(' ').Contains(flag.Name, StringComparer.Ordinal);
    }

    public override void Finish(RuleDraft rule) => rule.Effects.Add(effect);
}

/// <summary>A target that is not understood: its flags are passed over.</summary>
internal sealed class UnknownTarget(Word name) : TargetReader
{
    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        while (rule.Words.TryTakeValue(out _))
        {
        }

        return true;
    }

    public override void Finish(RuleDraft rule) => rule.Effects.Add(new UnknownEffect(name.Text));
}

/// <summary><c>CT</c>, of which <c>--notrack</c> is understood.</summary>
internal sealed class ConnectionTarget(Word name) : TargetReader
{
    private bool _isUntracked;

    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        _isUntracked |= flag.Name == "--notrack";
        return flag.Name == "--notrack";
    }

    public override void Finish(RuleDraft rule)
    {
        if (_isUntracked)
        {
            rule.Effects.Add(new UntrackedEffect());
        }
        else
        {
            rule.NotUnderstood(name, "`CT` is understood with `--notrack` only");
        }
    }
}
