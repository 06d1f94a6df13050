using PolicyEngine.Expectations;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Tests;

/// <summary>A file of expectations and what became of them.</summary>
/// <param name="File">The file.</param>
/// <param name="Run">What became of them; null where there is no cluster to ask.</param>
/// <param name="Problem">Why there is none.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record ExpectationSuite(ExpectationFile File, ExpectationRun? Run, string? Problem, TimeSpan Elapsed)
{
    public IEnumerable<ExpectationResult> Results => Run?.Results ?? [];

    /// <summary>Everything that is wrong with the file itself.</summary>
    public IEnumerable<Diagnostic> FileErrors => File.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error);

    public int Errors => FileErrors.Count() + Count(ExpectationOutcome.Error) + (Problem is null ? 0 : 1);

    public int Count(ExpectationOutcome outcome) => Run?.Count(outcome) ?? 0;
}
