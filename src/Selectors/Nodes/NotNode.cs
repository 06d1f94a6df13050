using System.Text;

namespace PolicyEngine.Selectors.Nodes;

internal sealed class NotNode(SelectorNode operand) : SelectorNode
{
    public SelectorNode Operand { get; } = operand;

    public override int Height { get; } = operand.Height + 1;

    public override bool HasOverlongLabel { get; } = operand.HasOverlongLabel;

    public override bool Matches(LabelSet labels) => !Operand.Matches(labels);

    public override void WriteTo(StringBuilder text)
    {
        text.Append('!');
        Operand.WriteTo(text);
    }

    public override SelectorNode MapLeaves(Func<SelectorNode, SelectorNode> replace)
    {
        SelectorNode mapped = Operand.MapLeaves(replace);
        return ReferenceEquals(mapped, Operand) ? this : new NotNode(mapped);
    }
}
