namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary><c>mark</c> and <c>connmark</c>: a value, with a mask or of all bits.</summary>
internal sealed class MarkMatch(MarkOwner owner) : MatchReader
{
    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        if (flag.Name != "--mark")
        {
            return false;
        }

        bool isNegated = flag.Negated | rule.Words.TakeNegation();
        if (rule.TryTake(flag, out Word value))
        {
            if (MaskedValue.TryRead(value.Text, out MaskedValue mark))
            {
                rule.Conditions.Add(new MarkCondition(owner, mark.Value, mark.Mask) { Negated = isNegated });
            }
            else
            {
                rule.NotUnderstood(value, $"`{value.Text}` is not a mark");
            }
        }

        return true;
    }
}
