using System.Text;

namespace PolicyEngine.Selectors.Nodes;

internal sealed class HasNode(string label) : LabelNode(label)
{
    public override bool Matches(LabelSet labels) => ValueIn(labels) is not null;

    public override void WriteTo(StringBuilder text) => text.Append("has(").Append(Label).Append(')');

    public override LabelNode WithLabel(string label) => new HasNode(label);
}
