using System.Collections.Immutable;

namespace PolicyEngine.Selectors;

/// <summary>
/// What every label set that a selector matches must satisfy for one label: a necessary condition, never a sufficient one.
/// </summary>
/// <param name="Label">The label's name.</param>
/// <param name="MustBePresent">The label must be present.</param>
/// <param name="MustBeAbsent">The label must be absent. With <paramref name="MustBePresent"/> the selector matches nothing.</param>
/// <param name="OneOf">
/// The values of which the label must have one, ascending by UTF-8 bytes; null when any value will do, empty when none does.
/// </param>
public readonly record struct LabelRequirement(
    string Label,
    bool MustBePresent,
    bool MustBeAbsent,
    ImmutableArray<string>? OneOf)
{
    /// <summary>Whether no label set can satisfy this requirement.</summary>
    public bool IsImpossible => (MustBePresent && MustBeAbsent) || OneOf is { IsEmpty: true };

    /// <summary>Whether both say the same, values compared by content.</summary>
    public bool Equals(LabelRequirement other) =>
        string.Equals(Label, other.Label, StringComparison.Ordinal)
        && MustBePresent == other.MustBePresent
        && MustBeAbsent == other.MustBeAbsent
        && OneOf.HasValue == other.OneOf.HasValue
        && (OneOf is not { } values || values.AsSpan().SequenceEqual(other.OneOf!.Value.AsSpan()));

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Label is null ? 0 : LabelHash.Of(Label), MustBePresent, MustBeAbsent, OneOf?.Length ?? -1, OneOf is [var first, ..] ? LabelHash.Of(first) : 0);
}
