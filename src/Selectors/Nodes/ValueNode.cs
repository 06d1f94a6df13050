using System.Text;

namespace PolicyEngine.Selectors.Nodes;

/// <summary>A leaf that compares one label with one value.</summary>
internal abstract class ValueNode(string label, string value) : LabelNode(label)
{
    public string Value { get; } = value;

    protected abstract string Operator { get; }

    public sealed override void WriteTo(StringBuilder text)
    {
        text.Append(Label).Append(' ').Append(Operator).Append(' ');
        WriteValue(text, Value);
    }
}
