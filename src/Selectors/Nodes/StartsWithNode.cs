namespace PolicyEngine.Selectors.Nodes;

internal sealed class StartsWithNode(string label, string value) : ValueNode(label, value)
{
    protected override string Operator => "starts with";

    public override bool Accepts(string? value) => value?.StartsWith(Value, StringComparison.Ordinal) == true;

    public override LabelNode WithLabel(string label) => new StartsWithNode(label, Value);
}
