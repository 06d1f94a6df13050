using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>Text to put in the place of other text of one file.</summary>
/// <param name="Start">Where the text to be replaced begins.</param>
/// <param name="EndLine">The line it ends in, counted from 1.</param>
/// <param name="EndColumn">The column after its last character, counted from 1 in UTF-16 code units.</param>
/// <param name="Replacement">What takes its place.</param>
public readonly record struct TextEdit(SourceSpan Start, int EndLine, int EndColumn, string Replacement);
