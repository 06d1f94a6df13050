namespace PolicyEngine.Selectors.Nodes;

internal sealed class ContainsNode(string label, string value) : ValueNode(label, value)
{
    protected override string Operator => "contains";

    public override bool Accepts(string? value) => value?.Contains(Value, StringComparison.Ordinal) == true;

    public override LabelNode WithLabel(string label) => new ContainsNode(label, Value);
}
