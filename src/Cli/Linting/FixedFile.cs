using System.Collections.Immutable;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Linting;

/// <summary>A file with its fixes carried out.</summary>
/// <param name="File">The file.</param>
/// <param name="Before">Its text.</param>
/// <param name="After">Its text with the fixes.</param>
/// <param name="Applied">The fixes that were carried out.</param>
internal sealed record FixedFile(string File, string Before, string After, ImmutableArray<LintFix> Applied)
{
    /// <summary>An error that the fixes would bring; null where they bring none. Such a file stays as it is.</summary>
    public Diagnostic? Fault { get; init; }
}
