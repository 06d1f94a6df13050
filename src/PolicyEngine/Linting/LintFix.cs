using System.Collections.Immutable;

namespace PolicyEngine.Linting;

/// <summary>A change of the input after which the finding is gone.</summary>
/// <param name="Description">What the change does, as an order: <c>remove the rule</c>.</param>
/// <param name="Edits">The changes of text; they do not overlap.</param>
public sealed record LintFix(string Description, ImmutableArray<TextEdit> Edits)
{
    /// <summary>
    /// Whether it changes what a policy that is understood allows: it is a proposal then, to be looked at before it is carried out.
    /// Otherwise nothing means anything else afterwards.
    /// </summary>
    public bool ChangesMeaning { get; init; }
}
