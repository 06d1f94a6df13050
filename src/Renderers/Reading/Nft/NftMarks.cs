namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Reads what is asked of marks and how they change.</summary>
internal static class NftMarks
{
    /// <summary>Whose mark a field is; null if it is none.</summary>
    public static MarkOwner? OwnerOf(NftExpression field) => field switch
    {
        NftField { Header: "meta", Key: "mark" } => MarkOwner.Packet,
        NftField { Header: "ct", Key: "mark" } => MarkOwner.Connection,
        _ => null,
    };

    /// <summary>Reads a number, or several joined by bars.</summary>
    public static bool TryReadNumber(NftExpression expression, out uint number)
    {
        number = 0;
        string[] parts = NftBitNames.Of(expression);
        foreach (string part in parts)
        {
            if (!Numbers.TryRead(part, out uint bits))
            {
                return false;
            }

            number |= bits;
        }

        return parts.Length > 0;
    }

    /// <summary>The effect of setting a mark; null if the new value is not understood.</summary>
    public static Effect? Change(MarkOwner owner, NftExpression value)
    {
        if (OwnerOf(value) is { } from && from != owner)
        {
            return new MarkCopyEffect(owner, uint.MaxValue, uint.MaxValue);
        }

        return Form(owner, value) is (uint keep, uint flip) ? new MarkEffect(owner, keep, flip) : null;
    }

    // Every expression of the mark and numbers keeps some of its bits and turns some over.
    private static (uint Keep, uint Flip)? Form(MarkOwner owner, NftExpression value)
    {
        if (OwnerOf(value) == owner || (owner == MarkOwner.Packet && value is NftLiteral { Text: "mark", IsQuoted: false }))
        {
            return (uint.MaxValue, 0);
        }

        if (TryReadNumber(value, out uint number))
        {
            return (0, number);
        }

        if (value is not NftBinary binary || Form(owner, binary.Left) is not var (keep, flip) || Form(owner, binary.Right) is not var (other, bits))
        {
            return null;
        }

        // One of the two sides must be a number; the operators do not care which.
        if (other != 0)
        {
            (keep, flip, other, bits) = (other, bits, keep, flip);
        }

        return (binary.Operator, other) switch
        {
            ('&', 0) => (keep & bits, flip & bits),
            ('^', 0) => (keep, flip ^ bits),
            ('|', 0) => (keep & ~bits, flip | bits),
            _ => null,
        };
    }
}
