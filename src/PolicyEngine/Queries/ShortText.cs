namespace PolicyEngine.Queries;

/// <summary>Keeps texts of explanations short: selectors and lists of ports in the input may be very long.</summary>
internal static class ShortText
{
    private const int MaxLength = 240;
    private const string Cut = "...";

    public static string Of(string text) => text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, EndOfWhole(text)), Cut);

    // Never between the halves of a surrogate pair.
    private static int EndOfWhole(string text)
    {
        int end = MaxLength - Cut.Length;
        return char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
    }
}
