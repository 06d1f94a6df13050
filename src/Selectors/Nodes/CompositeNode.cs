using System.Text;

namespace PolicyEngine.Selectors.Nodes;

/// <summary>A conjunction or disjunction of two or more operands; nested ones of one kind stay nested, as in Calico.</summary>
internal abstract class CompositeNode : SelectorNode
{
    protected CompositeNode(SelectorNode[] operands)
    {
        Operands = operands;
        int height = 0;
        foreach (SelectorNode operand in operands)
        {
            height = Math.Max(height, operand.Height);
            HasOverlongLabel |= operand.HasOverlongLabel;
        }

        Height = height + 1;
    }

    /// <summary>Owned by this node; never written to.</summary>
    public SelectorNode[] Operands { get; }

    public sealed override int Height { get; }

    public sealed override bool HasOverlongLabel { get; }

    protected abstract string Operator { get; }

    public sealed override void WriteTo(StringBuilder text)
    {
        text.Append('(');
        for (int i = 0; i < Operands.Length; i++)
        {
            text.Append(i == 0 ? "" : Operator);
            Operands[i].WriteTo(text);
        }

        text.Append(')');
    }

    public sealed override SelectorNode MapLeaves(Func<SelectorNode, SelectorNode> replace)
    {
        SelectorNode[] mapped = new SelectorNode[Operands.Length];
        bool changed = false;
        for (int i = 0; i < mapped.Length; i++)
        {
            mapped[i] = Operands[i].MapLeaves(replace);
            changed |= !ReferenceEquals(mapped[i], Operands[i]);
        }

        return changed ? WithOperands(mapped) : this;
    }

    protected abstract CompositeNode WithOperands(SelectorNode[] operands);
}
