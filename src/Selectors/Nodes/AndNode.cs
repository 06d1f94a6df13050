namespace PolicyEngine.Selectors.Nodes;

internal sealed class AndNode(SelectorNode[] operands) : CompositeNode(operands)
{
    protected override string Operator => " && ";

    public override bool Matches(LabelSet labels)
    {
        foreach (SelectorNode operand in Operands)
        {
            if (!operand.Matches(labels))
            {
                return false;
            }
        }

        return true;
    }

    protected override CompositeNode WithOperands(SelectorNode[] operands) => new AndNode(operands);
}
