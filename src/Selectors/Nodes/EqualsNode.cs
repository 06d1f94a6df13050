namespace PolicyEngine.Selectors.Nodes;

internal sealed class EqualsNode(string label, string value) : ValueNode(label, value)
{
    protected override string Operator => "==";

    public override bool Matches(LabelSet labels) => string.Equals(ValueIn(labels), Value, StringComparison.Ordinal);

    public override LabelNode WithLabel(string label) => new EqualsNode(label, Value);
}
