namespace PolicyEngine.Queries;

/// <summary>Keeps texts of explanations short: selectors and lists of ports in the input may be very long.</summary>
internal static class ShortText
{
    private const int MaxLength = 240;
    private const string Cut = "...";

    /// <summary>No name in a cluster is longer.</summary>
    private const int MaxName = 253;
    private const int KeptOfName = 60;

    public static string Of(string text) => text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, EndOfWhole(text, MaxLength - Cut.Length)), Cut);

    /// <summary>A name that somebody gave; the beginning of one that nothing can bear.</summary>
    public static string OfName(string name) => name.Length <= MaxName ? name : $"{name.AsSpan(0, EndOfWhole(name, KeptOfName))}…";

    // Never between the halves of a surrogate pair.
    private static int EndOfWhole(string text, int end) => char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
}
