namespace PolicyEngine.Selectors.Nodes;

internal sealed class EqualsNode(string label, string value) : ValueNode(label, value)
{
    protected override string Operator => "==";

    public override bool Accepts(string? value) => string.Equals(value, Value, StringComparison.Ordinal);

    public override LabelNode WithLabel(string label) => new EqualsNode(label, Value);
}
