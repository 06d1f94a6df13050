namespace PolicyEngine.Selectors.Algebra.Values;

/// <summary>The text ends with another, or does not.</summary>
internal sealed class SuffixAutomaton(string suffix, bool wanted) : ITextAutomaton
{
    private readonly Occurrences _occurrences = new(suffix);

    public int Start => suffix.Length == 0 && !wanted ? TextState.Hopeless : 0;

    public int StateCount => suffix.Length + 1;

    public int Step(int state, char next) => _occurrences.Extend(state, next);

    public bool Accepts(int state) => state == suffix.Length == wanted;
}
