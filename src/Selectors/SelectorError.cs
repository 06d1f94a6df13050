using System.Collections.Immutable;

namespace PolicyEngine.Selectors;

/// <summary>Why and where a text is not a selector.</summary>
/// <param name="Kind">The stage that rejected the text.</param>
/// <param name="Offset">Where the fault begins, in UTF-16 code units from the start of the text.</param>
/// <param name="Length">How many UTF-16 code units the fault covers; 0 at the end of the text.</param>
/// <param name="Message">One sentence for people; starts in lower case and has no final period.</param>
/// <param name="Expected">What would have been accepted at <paramref name="Offset"/>, literal text in backticks; may be empty.</param>
public sealed record SelectorError(
    SelectorErrorKind Kind,
    int Offset,
    int Length,
    string Message,
    ImmutableArray<string> Expected)
{
    /// <summary>Whether both say the same, expectations compared by content.</summary>
    public bool Equals(SelectorError? other) =>
        other is not null
        && Kind == other.Kind
        && Offset == other.Offset
        && Length == other.Length
        && string.Equals(Message, other.Message, StringComparison.Ordinal)
        && Expected.AsSpan().SequenceEqual(other.Expected.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Offset, Length, LabelHash.Of(Message));
}
