using System.Collections.Immutable;
using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>What a run of the linter came to, for those who write reports.</summary>
/// <param name="Input">The input.</param>
/// <param name="Files">The files that were read, in order.</param>
/// <param name="Findings">The findings to report, worst first.</param>
/// <param name="Accepted">The findings that somebody accepted.</param>
/// <param name="Ran">The rules that ran.</param>
/// <param name="NotRun">The rules that did not run, and why.</param>
public sealed record LintRun(
    LoadResult Input,
    IReadOnlyList<string> Files,
    ImmutableArray<Finding> Findings,
    ImmutableArray<AcceptedFinding> Accepted,
    ImmutableArray<LintRuleDescriptor> Ran,
    ImmutableArray<RuleNotRun> NotRun)
{
    private const string ReadingCode = "PE1";

    /// <summary>What could not be read of the input.</summary>
    public IEnumerable<Diagnostic> Unreadable => Input.Diagnostics
        .Where(diagnostic => diagnostic.Severity == Severity.Error && diagnostic.Code.StartsWith(ReadingCode, StringComparison.Ordinal));

    /// <summary>Whether part of the input was not read or not understood: there may be more to find.</summary>
    public bool IsIncomplete => Input.HasErrors || !Input.Snapshot.Model.NotTakenIntoAccount.IsEmpty;

    /// <summary>All rules there is something to say of, by id.</summary>
    public IEnumerable<LintRuleDescriptor> Rules => Ran
        .Concat(NotRun.Select(rule => rule.Rule))
        .Concat(Findings.Select(finding => finding.Rule))
        .Concat(Accepted.Select(accepted => accepted.Finding.Rule))
        .DistinctBy(rule => rule.Id, StringComparer.Ordinal)
        .OrderBy(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>The run that a linter reports.</summary>
    /// <param name="input">The input.</param>
    /// <param name="files">The files that were read, in order.</param>
    /// <param name="report">The report.</param>
    public static LintRun Of(LoadResult input, IReadOnlyList<string> files, LintReport report) =>
        new(input, files, report.Findings, [.. report.Suppressed.Select(AcceptedFinding.Of)], report.Ran, report.NotRun);

    /// <summary>How many findings of a severity there are to report.</summary>
    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);

    /// <summary>The run with what is found in given files alone.</summary>
    public LintRun In(IEnumerable<string> files)
    {
        HashSet<string> wanted = [.. files.Select(Path.GetFullPath)];
        var isWanted = new Dictionary<string, bool>(StringComparer.Ordinal);
        return this with
        {
            Findings = [.. Findings.Where(IsWanted)],
            Accepted = [.. Accepted.Where(accepted => IsWanted(accepted.Finding))],
        };

        bool IsWanted(Finding finding)
        {
            string file = finding.Span.File;
            if (!isWanted.TryGetValue(file, out bool holds))
            {
                isWanted.Add(file, holds = file.Length > 0 && wanted.Contains(Path.GetFullPath(file)));
            }

            return holds;
        }
    }
}
