using System.Collections.Immutable;

namespace PolicyEngine.Linting;

/// <summary>What became of a text.</summary>
/// <param name="Text">The text with the fixes.</param>
/// <param name="Applied">The fixes that were carried out.</param>
public sealed record LintFixResult(string Text, ImmutableArray<LintFix> Applied);
