using System.Text;

namespace PolicyEngine.Selectors.Nodes;

/// <summary>A leaf that asks about one label. The name's hash is computed once, for <see cref="LabelSet.Find"/>.</summary>
internal abstract class LabelNode(string label) : SelectorNode
{
    public string Label { get; } = label;

    public int LabelHashCode { get; } = LabelHash.Of(label);

    public override int Height => 1;

    public override bool HasOverlongLabel => Label.Length > Selector.MaxLabelLength;

    /// <summary>Whether a label with this value satisfies the leaf; null for a label that is absent.</summary>
    public abstract bool Accepts(string? value);

    public sealed override bool Matches(LabelSet labels) => Accepts(labels.Find(Label, LabelHashCode));

    public abstract LabelNode WithLabel(string label);

    public override SelectorNode MapLeaves(Func<SelectorNode, SelectorNode> replace) => replace(this);

    /// <summary>
    /// Quotes a value. One with both quotes cannot be parsed but can come from a Kubernetes resource: there the quote is
    /// doubled, which no canonical text contains, so that different selectors never share a text.
    /// </summary>
    protected static void WriteValue(StringBuilder text, string value)
    {
        if (!value.Contains('"', StringComparison.Ordinal))
        {
            text.Append('"').Append(value).Append('"');
        }
        else if (!value.Contains('\'', StringComparison.Ordinal))
        {
            text.Append('\'').Append(value).Append('\'');
        }
        else
        {
            text.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
    }
}
