using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>A rule that is being read.</summary>
internal sealed class RuleDraft(IpFamily family, RuleWords words)
{
    public IpFamily Family => family;

    public RuleWords Words => words;

    public List<Condition> Conditions { get; } = [];

    public List<Effect> Effects { get; } = [];

    public List<string> Comments { get; } = [];

    /// <summary>The protocol the rule is limited to; null for any, or all but one.</summary>
    public Protocol? Protocol { get; set; }

    /// <summary>The value of a flag; complains and makes the rule unknown where there is none.</summary>
    public bool TryTake(Flag flag, out Word value)
    {
        if (words.TryTakeValue(out value))
        {
            return true;
        }

        NotUnderstood(flag.Word, $"`{flag.Name}` needs a value");
        return false;
    }

    /// <summary>Complains of a word and makes the rule one that nobody can tell whether it matches.</summary>
    public void NotUnderstood(Word word, string message)
    {
        words.Complain(word, message);
        Conditions.Add(new UnknownCondition(word.Text));
    }
}
