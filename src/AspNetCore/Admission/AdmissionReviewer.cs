using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Connectivity;
using PolicyEngine.Connectivity.Gates;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>Lays a change over the cluster as it is, and says what is wrong with it.</summary>
internal sealed class AdmissionReviewer(IPolicySnapshotProvider snapshots, RevisionFindings known, IOptions<AdmissionOptions> options)
{
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
        PublishedSnapshot revision = snapshots.Current;
        LoadResult before = Laid(revision.Snapshot, request.Old);
        bool isOfRevision = before.Diagnostics.IsEmpty && before.Snapshot.HasContentsOf(revision.Snapshot);
        PolicySnapshot below = isOfRevision ? revision.Snapshot : before.Snapshot;
        LoadResult after = request.New is null ? below.With([], [reference], cancellation) with { Diagnostics = [] } : Laid(below, request.New);
        Task<ImmutableArray<GateViolation>> gates = Task.Run(() => GateReview.Of(below, after.Snapshot, new MatrixQuery(), _gates, cancellation), cancellation);
        ImmutableArray<Finding> brought;
        try
        {
            KnownFindings earlier = known.Of(revision, cancellation);
            earlier = isOfRevision ? earlier : new KnownFindings(known.Linter.RunAgain(earlier.Report, before, cancellation));
            brought = [.. earlier.NewIn(known.Linter.RunAgain(earlier.Report, after, cancellation))];
        }
        finally
        {
            // The review lasts for as long as anybody works for it.
            Task.WaitAny([gates], CancellationToken.None);
        }

        return Answer(request.Name, brought, gates.GetAwaiter().GetResult());

        LoadResult Laid(PolicySnapshot below, byte[]? text) =>
            below.With(text is null ? [] : [PolicySource.FromStream(request.Name, new MemoryStream(text, writable: false))], null, cancellation);
    }

    private static AdmissionAnswer Answer(string name, ImmutableArray<Finding> brought, ImmutableArray<GateViolation> violations)
    {
        Finding[] errors = [.. brought.Where(finding => finding.Severity == Severity.Error)];
        ImmutableArray<string> warnings = AdmissionWarnings.Within(
            [.. brought.Where(finding => finding.Severity == Severity.Warning).Select(finding => AdmissionWarnings.Line($"{finding.Rule.Id}: {finding.Message}", finding.Hint))]);
        return errors.Length == 0 && violations.IsEmpty
            ? AdmissionAnswer.Allowed with { Warnings = warnings }
            : new AdmissionAnswer(false, DenialText.Of(name, errors, violations), warnings);
    }
}
