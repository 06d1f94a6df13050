namespace PolicyEngine.Selectors.Algebra.Values;

/// <summary>The text is none of a list. A state is a node of the tree of their beginnings; state 0 is "begins like none".</summary>
internal sealed class ExclusionAutomaton : ITextAutomaton
{
    private const int Elsewhere = 0;
    private const int Root = 1;

    private readonly Dictionary<(int State, char Next), int> _edges = [];
    private readonly HashSet<int> _excluded = [];

    public ExclusionAutomaton(IEnumerable<string> values)
    {
        StateCount = Root + 1;
        foreach (string value in values)
        {
            int state = Root;
            foreach (char next in value)
            {
                if (!_edges.TryGetValue((state, next), out int after))
                {
                    after = StateCount++;
                    _edges.Add((state, next), after);
                }

                state = after;
            }

            _excluded.Add(state);
        }
    }

    public int Start => Root;

    public int StateCount { get; }

    public int Step(int state, char next) => _edges.GetValueOrDefault((state, next), Elsewhere);

    public bool Accepts(int state) => !_excluded.Contains(state);
}
