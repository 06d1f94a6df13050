namespace PolicyEngine.Selectors.Nodes;

internal sealed class EndsWithNode(string label, string value) : ValueNode(label, value)
{
    protected override string Operator => "ends with";

    public override bool Accepts(string? value) => value?.EndsWith(Value, StringComparison.Ordinal) == true;

    public override LabelNode WithLabel(string label) => new EndsWithNode(label, Value);
}
