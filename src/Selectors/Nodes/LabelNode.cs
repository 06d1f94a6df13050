using System.Text;

namespace PolicyEngine.Selectors.Nodes;

/// <summary>A leaf that asks about one label. The name's hash is computed once, for <see cref="LabelSet.Find"/>.</summary>
internal abstract class LabelNode(string label) : SelectorNode
{
    private readonly int _hash = LabelHash.Of(label);

    public string Label { get; } = label;

    public override int Height => 1;

    public override bool HasOverlongLabel => Label.Length > Selector.MaxLabelLength;

    public abstract LabelNode WithLabel(string label);

    public override SelectorNode MapLeaves(Func<SelectorNode, SelectorNode> replace) => replace(this);

    protected string? ValueIn(LabelSet labels) => labels.Find(Label, _hash);

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
