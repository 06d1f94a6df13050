using PolicyEngine.Expectations;

namespace PolicyEngine.Cli.Output.Tests;

/// <summary>All that there is to say about a run of tests.</summary>
/// <param name="Suites">The files.</param>
/// <param name="Coverage">Which rules they exercise; null where nobody asked.</param>
/// <param name="MinimumCoverage">How much is to be covered, of a hundred; null where nobody said.</param>
internal sealed record TestReport(IReadOnlyList<ExpectationSuite> Suites, RuleCoverage? Coverage, double? MinimumCoverage)
{
    public int Passed => Suites.Sum(suite => suite.Count(ExpectationOutcome.Passed));

    public int Failed => Suites.Sum(suite => suite.Count(ExpectationOutcome.Failed));

    public int Errors => Suites.Sum(suite => suite.Errors);

    public bool CoversTooLittle => Coverage is not null && MinimumCoverage is { } minimum && Coverage.Percent < minimum;

    public int Status => Errors > 0 ? ExitStatus.Error : Failed > 0 || CoversTooLittle ? ExitStatus.No : ExitStatus.Yes;
}
