using PolicyEngine.Selectors.Nodes;

namespace PolicyEngine.Selectors.Algebra.Search;

/// <summary>A condition on the value of one label where it is present, and those before it.</summary>
internal sealed record LabelCondition(LabelNode Node, bool Wanted, LabelCondition? Rest)
{
    public bool IsText => Node is ContainsNode or StartsWithNode or EndsWithNode;

    /// <summary>Whether <paramref name="value"/> meets this condition and all before it.</summary>
    public static bool Admit(LabelCondition? conditions, string value)
    {
        for (; conditions is not null; conditions = conditions.Rest)
        {
            if (conditions.Node.Accepts(value) != conditions.Wanted)
            {
                return false;
            }
        }

        return true;
    }
}
