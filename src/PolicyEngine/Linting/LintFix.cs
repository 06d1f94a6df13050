using System.Collections.Immutable;

namespace PolicyEngine.Linting;

/// <summary>A change of the input after which the finding is gone, and nothing else means anything else.</summary>
/// <param name="Description">What the change does, as an order: <c>remove the rule</c>.</param>
/// <param name="Edits">The changes of text; they do not overlap.</param>
public sealed record LintFix(string Description, ImmutableArray<TextEdit> Edits);
