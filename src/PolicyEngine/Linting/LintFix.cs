using System.Collections.Immutable;

namespace PolicyEngine.Linting;

/// <summary>A change of the input after which the finding is gone.</summary>
/// <param name="Description">What the change does, as an order: <c>remove the rule</c>.</param>
/// <param name="Edits">The changes of text; they do not overlap.</param>
public sealed record LintFix(string Description, ImmutableArray<TextEdit> Edits)
{
    /// <summary>The changes of text; they do not overlap.</summary>
    public ImmutableArray<TextEdit> Edits { get; init => field = value.IsDefault ? [] : value; } = Edits.IsDefault ? [] : Edits;

    /// <summary>
    /// Whether it changes what a policy that is understood allows: it is a proposal then, to be looked at before it is carried out.
    /// Otherwise nothing means anything else afterwards.
    /// </summary>
    public bool ChangesMeaning { get; init; }

    /// <inheritdoc/>
    public bool Equals(LintFix? other) =>
        other is not null && Description == other.Description && ChangesMeaning == other.ChangesMeaning && Edits.SequenceEqual(other.Edits);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Description, ChangesMeaning, Edits.Length);
}
