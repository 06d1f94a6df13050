namespace PolicyEngine.Selectors.Nodes;

internal sealed class InNode : SetNode
{
    public InNode(string label, IEnumerable<string> values)
        : base(label, values)
    {
    }

    private InNode(string label, InNode other)
        : base(label, other)
    {
    }

    protected override string Operator => "in";

    public override bool Accepts(string? value) => value is not null && Contains(value);

    public override LabelNode WithLabel(string label) => new InNode(label, this);
}
