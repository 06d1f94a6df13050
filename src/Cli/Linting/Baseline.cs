using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Linting;

/// <summary>
/// The findings that were there before: they are accepted until they are mended. A finding in another object is a new one, and
/// errors in how documents are written are never accepted.
/// </summary>
/// <param name="Entries">The findings.</param>
internal sealed record Baseline(ImmutableArray<BaselineEntry> Entries)
{
    private const string Drift = "NP3012";

    public static Baseline Empty { get; } = new(ImmutableArray<BaselineEntry>.Empty);

    /// <summary>The options with what is in the baseline, so that what is gone is told of.</summary>
    public LintOptions In(LintOptions options) => options with { Baseline = [.. Entries.Select(entry => entry.Finding)] };

    /// <summary>The run with what is in the baseline accepted.</summary>
    public LintRun Accept(LintRun run)
    {
        Dictionary<string, BaselineEntry> known = ByFingerprint();
        ILookup<bool, Finding> findings = run.Findings.ToLookup(finding => IsAcceptable(finding) && known.ContainsKey(finding.Fingerprint));
        return run with
        {
            Findings = [.. findings[false]],
            Accepted = [.. run.Accepted, .. findings[true].Select(finding => new AcceptedFinding(finding, AcceptedFinding.BaselinePlace, ReasonOf(known[finding.Fingerprint])))],
        };
    }

    /// <summary>The baseline with all findings of a run; those that were in it stay as they are.</summary>
    public Baseline With(LintRun run, DateOnly today)
    {
        Dictionary<string, BaselineEntry> known = ByFingerprint();
        foreach (Finding finding in run.Findings.Where(IsAcceptable))
        {
            known.TryAdd(finding.Fingerprint, new BaselineEntry(new BaselineFinding(finding.Fingerprint, finding.Rule.Id, finding.Target.ObjectName, SourceSpan.None), today, null));
        }

        return new Baseline([.. known.Values]);
    }

    /// <summary>The baseline without findings that are gone.</summary>
    public Baseline Without(IEnumerable<BaselineFinding> gone)
    {
        HashSet<BaselineFinding> mended = [.. gone];
        return new Baseline([.. Entries.Where(entry => !mended.Contains(entry.Finding))]);
    }

    // What is wrong with a baseline does not go into it.
    private static bool IsAcceptable(Finding finding) =>
        !(finding.Rule.Group == LintGroup.Input && finding.Severity == Severity.Error) && finding.Rule.Id != Drift;

    private static string ReasonOf(BaselineEntry entry)
    {
        string since = entry.FirstSeen.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return entry.Owner is null ? $"in the baseline since {since}" : $"in the baseline since {since}; {entry.Owner} sees to it";
    }

    private Dictionary<string, BaselineEntry> ByFingerprint() =>
        Entries.DistinctBy(entry => entry.Finding.Fingerprint, StringComparer.Ordinal).ToDictionary(entry => entry.Finding.Fingerprint, StringComparer.Ordinal);
}
