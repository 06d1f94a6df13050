using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>
/// Where a finding without a place is shown by those who refuse a whole report for it, such as one about a namespace that
/// nobody wrote down: at the beginning of the first file.
/// </summary>
internal static class FallbackPlace
{
    private const string Nowhere = "input";

    public static SourceSpan Of(SourceSpan span, LintRun run) =>
        span.IsNone ? new SourceSpan(run.Files.Count > 0 ? run.Files[0] : Nowhere, 1, 1) : span;
}
