namespace PolicyEngine.Selectors.Nodes;

internal sealed class OrNode(SelectorNode[] operands) : CompositeNode(operands)
{
    protected override string Operator => " || ";

    public override bool Matches(LabelSet labels)
    {
        foreach (SelectorNode operand in Operands)
        {
            if (operand.Matches(labels))
            {
                return true;
            }
        }

        return false;
    }

    protected override CompositeNode WithOperands(SelectorNode[] operands) => new OrNode(operands);
}
