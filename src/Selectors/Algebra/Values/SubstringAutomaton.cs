namespace PolicyEngine.Selectors.Algebra.Values;

/// <summary>The text contains another, or does not. Once it does nothing more is of interest.</summary>
internal sealed class SubstringAutomaton(string part, bool wanted) : ITextAutomaton
{
    private readonly Occurrences _occurrences = new(part);

    public int Start => part.Length == 0 && !wanted ? TextState.Hopeless : 0;

    public int StateCount => part.Length + 1;

    public int Step(int state, char next)
    {
        if (state == part.Length)
        {
            return state;
        }

        int shown = _occurrences.Extend(state, next);
        return shown == part.Length && !wanted ? TextState.Hopeless : shown;
    }

    public bool Accepts(int state) => state == part.Length == wanted;
}
