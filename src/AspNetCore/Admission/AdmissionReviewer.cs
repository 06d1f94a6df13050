using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Connectivity;
using PolicyEngine.Connectivity.Gates;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>Lays a change over the cluster as it is, and says what is wrong with it.</summary>
internal sealed class AdmissionReviewer(
    IPolicySnapshotProvider snapshots, IEnumerable<ILintRule> rules, LintOptions lint, IOptions<AdmissionOptions> options)
{
    private readonly Linter _linter = WithoutNotes([.. BuiltInRules.All, .. rules], lint);
    private readonly ImmutableArray<Gate> _gates = options.Value.Gates;

    /// <summary>Whether a cluster is known that changes can be laid over.</summary>
    public bool IsReady => snapshots.Current.RevisionId.Length > 0;

    /// <summary>What is wrong with a change.</summary>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public AdmissionAnswer Review(AdmissionRequest request, CancellationToken cancellation)
    {
        if (request.Reference is not { } reference)
        {
            return AdmissionAnswer.Allowed;
        }

        // What the server says was there counts: the snapshot may not have it yet.
        PolicySnapshot current = snapshots.Current.Snapshot;
        LoadResult before = Laid(current, request.Name, request.Old);
        LoadResult after = request.New is null ? before.Snapshot.With([], [reference], cancellation) : Laid(before.Snapshot, request.Name, request.New);
        ImmutableArray<Finding> findings = Brought(before, request.New is null ? after with { Diagnostics = [] } : after, cancellation);
        ImmutableArray<GateViolation> violations = GateCheck.Between(before.Snapshot, after.Snapshot, new MatrixQuery(), _gates, out _, cancellation);
        Finding[] errors = [.. findings.Where(finding => finding.Severity == Severity.Error)];
        ImmutableArray<string> warnings = AdmissionWarnings.Within(
            [.. findings.Where(finding => finding.Severity == Severity.Warning).Select(finding => AdmissionWarnings.Line($"{finding.Rule.Id}: {finding.Message}", finding.Hint))]);
        return errors.Length == 0 && violations.IsEmpty
            ? AdmissionAnswer.Allowed with { Warnings = warnings }
            : new AdmissionAnswer(false, DenialText.Of(request.Name, errors, violations), warnings);

        LoadResult Laid(PolicySnapshot below, string name, byte[]? text) =>
            below.With(text is null ? [] : [PolicySource.FromStream(name, new MemoryStream(text, writable: false))], null, cancellation);
    }

    // Notes are for reports: nobody who makes a change is told of them.
    private static Linter WithoutNotes(ImmutableArray<ILintRule> rules, LintOptions lint)
    {
        IEnumerable<string> notes = new Linter(rules, lint).Rules
            .Where(rule => (lint.Severities.TryGetValue(rule.Id, out Severity byId) ? byId : lint.Severities.GetValueOrDefault(rule.Name, rule.Severity)) == Severity.Note)
            .Select(rule => rule.Id);
        return new Linter(rules, lint with { Disabled = lint.Disabled.Union(notes) });
    }

    private ImmutableArray<Finding> Brought(LoadResult before, LoadResult after, CancellationToken cancellation)
    {
        AdmissionScope? scope = AdmissionScope.Of(before, after);
        Task<ImmutableArray<Finding>> earlier = Task.Run(() => Lint(before), cancellation);
        ImmutableArray<Finding> found = Lint(after);
        HashSet<string> known = [.. earlier.GetAwaiter().GetResult().Select(finding => finding.Fingerprint)];
        return [.. found.Where(finding => !known.Contains(finding.Fingerprint))];

        ImmutableArray<Finding> Lint(LoadResult input) => _linter.Run(scope?.In(input, cancellation) ?? input, cancellation).Findings;
    }
}
