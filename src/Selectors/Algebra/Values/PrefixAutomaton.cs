namespace PolicyEngine.Selectors.Algebra.Values;

/// <summary>The text begins with another, or does not. A state is how much of that was seen; one past its end is "differs".</summary>
internal sealed class PrefixAutomaton(string prefix, bool wanted) : ITextAutomaton
{
    public int Start => prefix.Length == 0 && !wanted ? TextState.Hopeless : 0;

    public int StateCount => prefix.Length + 2;

    public int Step(int state, char next)
    {
        if (state >= prefix.Length)
        {
            return state;
        }

        if (prefix[state] != next)
        {
            return wanted ? TextState.Hopeless : prefix.Length + 1;
        }

        return state + 1 == prefix.Length && !wanted ? TextState.Hopeless : state + 1;
    }

    public bool Accepts(int state) => state == prefix.Length == wanted;
}
