using System.Text;

namespace PolicyEngine.Selectors.Nodes;

internal sealed class HasNode(string label) : LabelNode(label)
{
    public override bool Accepts(string? value) => value is not null;

    public override void WriteTo(StringBuilder text) => text.Append("has(").Append(Label).Append(')');

    public override LabelNode WithLabel(string label) => new HasNode(label);
}
