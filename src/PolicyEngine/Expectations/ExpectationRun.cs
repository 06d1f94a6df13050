using System.Collections.Immutable;
using PolicyEngine.Text;

namespace PolicyEngine.Expectations;

/// <summary>What became of expectations of one snapshot. Staged policies have no part in it.</summary>
public sealed record ExpectationRun
{
    private ExpectationRun(PolicySnapshot snapshot, ImmutableArray<ExpectationResult> results, RuleCoverage coverage) =>
        (Snapshot, Results, Coverage) = (snapshot, results, coverage);

    /// <summary>The snapshot.</summary>
    public PolicySnapshot Snapshot { get; }

    /// <summary>The results, in the order of the expectations.</summary>
    public ImmutableArray<ExpectationResult> Results { get; }

    /// <summary>Which rules the expectations exercise.</summary>
    public RuleCoverage Coverage { get; }

    /// <summary>How many expectations had an outcome.</summary>
    public int Count(ExpectationOutcome outcome) => Results.Count(result => result.Outcome == outcome);

    /// <summary>Why some expectations could not be judged.</summary>
    public IEnumerable<Diagnostic> Errors => Results.Select(result => result.Error).OfType<Diagnostic>();

    /// <summary>Judges expectations.</summary>
    /// <param name="snapshot">The cluster and its policies.</param>
    /// <param name="expectations">The expectations.</param>
    /// <param name="defaultNamespace">The namespace of names that give none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ExpectationRun Of(PolicySnapshot snapshot, IEnumerable<Expectation> expectations, string defaultNamespace = "default", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(expectations);
        ArgumentNullException.ThrowIfNull(defaultNamespace);
        var coverage = new CoverageRecorder(snapshot);
        var asker = new ExpectationAsker(snapshot, defaultNamespace, coverage, cancellationToken);
        var results = ImmutableArray.CreateBuilder<ExpectationResult>();
        foreach (Expectation expectation in expectations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(expectation.Only is null ? new VerdictJudge(asker).Judge(expectation) : new OnlyJudge(asker).Judge(expectation));
        }

        return new ExpectationRun(snapshot, results.ToImmutable(), coverage.Coverage);
    }
}
