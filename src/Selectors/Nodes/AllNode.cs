using System.Text;

namespace PolicyEngine.Selectors.Nodes;

internal sealed class AllNode : SelectorNode
{
    private AllNode()
    {
    }

    public static AllNode Instance { get; } = new();

    public override int Height => 1;

    public override bool HasOverlongLabel => false;

    public override bool Matches(LabelSet labels) => true;

    public override void WriteTo(StringBuilder text) => text.Append("all()");

    public override SelectorNode MapLeaves(Func<SelectorNode, SelectorNode> replace) => replace(this);
}
