using System.Text;

namespace PolicyEngine.Selectors.Nodes;

/// <summary>Matches like <c>all()</c>; Calico gives it another meaning by replacing it where selectors are composed.</summary>
internal sealed class GlobalNode : SelectorNode
{
    private GlobalNode()
    {
    }

    public static GlobalNode Instance { get; } = new();

    public override int Height => 1;

    public override bool HasOverlongLabel => false;

    public override bool Matches(LabelSet labels) => true;

    public override void WriteTo(StringBuilder text) => text.Append("global()");

    public override SelectorNode MapLeaves(Func<SelectorNode, SelectorNode> replace) => replace(this);
}
