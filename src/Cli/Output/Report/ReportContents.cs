using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>What a report tells.</summary>
/// <param name="Input">The cluster.</param>
/// <param name="Lint">What the linter found.</param>
/// <param name="Changes">What has changed; null where there is nothing to compare with.</param>
internal sealed record ReportContents(LoadResult Input, LintReport Lint, ImmutableArray<ConnectionChange>? Changes);
