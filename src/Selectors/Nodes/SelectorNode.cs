using System.Text;

namespace PolicyEngine.Selectors.Nodes;

/// <summary>
/// One node of a selector's tree: immutable, shared freely between selectors. Recursion over nodes is bounded because
/// <see cref="Selector"/> admits no tree higher than <see cref="MaxHeight"/>.
/// </summary>
internal abstract class SelectorNode
{
    // A parsed tree has at most three nodes (or, and, not) for each of Selector.MaxNesting levels; the rest is for composition.
    public const int MaxHeight = 512;

    public abstract int Height { get; }

    /// <summary>Whether a label below is longer than Calico's parser accepts; prefixing can cause that.</summary>
    public abstract bool HasOverlongLabel { get; }

    public abstract bool Matches(LabelSet labels);

    public abstract void WriteTo(StringBuilder text);

    /// <summary>This tree with every leaf replaced by <paramref name="replace"/>'s answer; this very node if no leaf changes.</summary>
    public abstract SelectorNode MapLeaves(Func<SelectorNode, SelectorNode> replace);
}
