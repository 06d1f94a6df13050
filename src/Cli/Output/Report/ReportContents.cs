using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>What a report tells.</summary>
/// <param name="Lint">The cluster, and what the linter found.</param>
/// <param name="Changes">What has changed; null where there is nothing to compare with.</param>
internal sealed record ReportContents(LintRun Lint, ImmutableArray<ConnectionChange>? Changes)
{
    /// <summary>The cluster.</summary>
    public LoadResult Input => Lint.Input;
}
