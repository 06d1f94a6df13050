namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>The names of bits in an expression: one, several joined, or those of a set.</summary>
internal static class NftBitNames
{
    /// <summary>The names; none if the expression holds anything else.</summary>
    public static string[] Of(NftExpression expression)
    {
        NftExpression[] parts = expression switch
        {
            NftBits bits => [.. bits.Parts],
            NftSet set => [.. set.Elements.Select(element => element.Key)],
            _ => [expression],
        };
        return parts.All(part => part is NftLiteral) ? [.. parts.OfType<NftLiteral>().Select(part => part.Text)] : [];
    }
}
