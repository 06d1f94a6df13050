namespace PolicyEngine.Selectors.Nodes;

internal sealed class NotInNode : SetNode
{
    public NotInNode(string label, IEnumerable<string> values)
        : base(label, values)
    {
    }

    private NotInNode(string label, NotInNode other)
        : base(label, other)
    {
    }

    protected override string Operator => "not in";

    public override bool Accepts(string? value) => value is null || !Contains(value);

    public override LabelNode WithLabel(string label) => new NotInNode(label, this);
}
