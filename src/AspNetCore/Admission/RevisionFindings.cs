using System.Collections.Immutable;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>What lint finds in the cluster before anybody changes it: kept for all reviews of a revision. Thread-safe.</summary>
internal sealed class RevisionFindings(LintOptions options, IEnumerable<ILintRule> rules) : IDisposable
{
    // Who comes while a revision is looked through waits for that.
    private readonly SemaphoreSlim _looking = new(1);
    private volatile Known? _known;

    /// <summary>Finds what reviews tell of.</summary>
    public Linter Linter { get; } = WithoutNotes([.. BuiltInRules.All, .. rules], options);

    /// <summary>What is found in a revision.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="cancellation">Stops the work, which is then begun anew by who asks next.</param>
    public KnownFindings Of(PublishedSnapshot revision, CancellationToken cancellation)
    {
        if (_known is { } known && ReferenceEquals(known.Revision, revision))
        {
            return known.Findings;
        }

        _looking.Wait(cancellation);
        try
        {
            return LookThrough(revision, _known, cancellation);
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Dispose() => _looking.Dispose();

    private KnownFindings LookThrough(PublishedSnapshot revision, Known? known, CancellationToken cancellation)
    {
        if (ReferenceEquals(known?.Revision, revision))
        {
            return known.Findings;
        }

        LoadResult input = revision.Snapshot.With([], null, cancellation);
        var findings = new KnownFindings(known is null ? Linter.Run(input, cancellation) : Linter.RunAgain(known.Findings.Report, input, cancellation));

        // A review may have begun before its revision was replaced.
        _known = known is null || !revision.Replaced.HasChanged ? new Known(revision, findings) : known;
        return findings;
    }

    // Notes are for reports: nobody who makes a change is told of them.
    private static Linter WithoutNotes(ImmutableArray<ILintRule> rules, LintOptions lint)
    {
        IEnumerable<string> notes = new Linter(rules, lint).Rules
            .Where(rule => (lint.Severities.TryGetValue(rule.Id, out Severity byId) ? byId : lint.Severities.GetValueOrDefault(rule.Name, rule.Severity)) == Severity.Note)
            .Select(rule => rule.Id);
        return new Linter(rules, lint with { Disabled = lint.Disabled.Union(notes) });
    }

    private sealed record Known(PublishedSnapshot Revision, KnownFindings Findings);
}
