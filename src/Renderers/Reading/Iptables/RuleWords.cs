using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>The words of a rule, taken one after the other.</summary>
internal sealed class RuleWords(ImmutableArray<Word> words, int first, int line, ProblemList problems)
{
    private int _next = first;

    public int Line => line;

    public bool AtEnd => _next >= words.Length;

    /// <summary>The next word, which is there.</summary>
    public Word Take() => words[_next++];

    /// <summary>The next word if it is a value and not a flag.</summary>
    public bool TryTakeValue(out Word value)
    {
        value = AtEnd ? default : words[_next];
        bool isValue = !AtEnd && !value.Is("!") && (value.IsQuoted || value.Text.Length < 2 || value.Text[0] != '-');
        _next += isValue ? 1 : 0;
        return isValue;
    }

    /// <summary>Whether an exclamation mark comes next; it is taken then.</summary>
    public bool TakeNegation()
    {
        bool isNegated = !AtEnd && words[_next].Is("!");
        _next += isNegated ? 1 : 0;
        return isNegated;
    }

    public void Complain(Word word, string message) => problems.Add(line, word.Column, message);
}
