using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using PolicyEngine;
using PolicyEngine.AspNetCore.Admission;
using PolicyEngine.Connectivity;
using PolicyEngine.Connectivity.Gates;
using PolicyEngine.Linting;
using PolicyEngine.Text;
using TestKit;

namespace AspNetCore.Tests.Admission;

/// <summary>Reviews in the quick way against the plain one: two runs of lint over whole clusters that were read anew, two matrices of all pairs.</summary>
public sealed class ReviewPropertyTests
{
    private static readonly Gate s_everything = new() { Name = "all" };

    [Fact]
    public void A_review_tells_what_two_runs_of_lint_tell() => Property.Holds(Change.Any(), change =>
    {
        var findings = new RevisionFindings(LintOptions.Default, []);
        HashSet<string> before = Found(findings, change.Load(change.Was)).Select(finding => finding.Fingerprint).ToHashSet(StringComparer.Ordinal);
        Finding[] brought = [.. Found(findings, change.Load(change.Now)).Where(finding => !before.Contains(finding.Fingerprint))];
        AdmissionAnswer expected = Answer(brought);

        // The object as the server knows it is laid over the cluster with it, and over one that does not have it yet.
        AdmissionAnswer[] actual = [.. new[] { change.Was, null }.Select(form => Reviewer(change.Load(form), findings, []).Review(change.Request(), CancellationToken.None))];

        Assert.All(actual, answer => Assert.Equal((expected.IsAllowed, expected.Message), (answer.IsAllowed, answer.Message)));
        Assert.All(actual, answer => Assert.Equal(expected.Warnings.Order(StringComparer.Ordinal), answer.Warnings.Order(StringComparer.Ordinal)));
    });

    [Fact]
    public void Gates_tell_all_that_newly_passes() => Property.Holds(Change.Any(), change =>
    {
        (PolicySnapshot before, PolicySnapshot after) = change.Snapshots();
        string[] expected = [.. Gained(before, after)];

        IEnumerable<string> actual = GateCheck.Between(before, after, new MatrixQuery(), [s_everything], out _)
            .Where(violation => violation.From.Range is null && violation.To.Range is null)
            .Select(violation => $"{violation.From.Name} > {violation.To.Name} {violation.Gained}");

        Assert.Equal(expected, actual.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    });

    [Fact]
    public void Of_each_gate_so_many_violations_are_told_as_are_wanted() => Property.Holds(Change.Any(), change =>
    {
        const int Most = 2;
        (PolicySnapshot before, PolicySnapshot after) = change.Snapshots();
        Gate[] gates = [s_everything, new Gate { Name = "gained", Changes = [ChangeKind.Added] }];
        ImmutableArray<GateViolation> all = GateCheck.Between(before, after, new MatrixQuery(), gates, out _);

        ImmutableArray<GateViolation> some = GateCheck.Between(before, after, new MatrixQuery(), gates, Most, out _);

        HashSet<string> known = [.. all.Select(Told)];
        Assert.All(some, violation => Assert.Contains(Told(violation), known));
        Assert.All(gates, gate => Assert.Equal(Math.Min(Most, all.Count(violation => violation.Gate == gate)), some.Count(violation => violation.Gate == gate)));
        Assert.Equal(all.Select(Told), GateCheck.Between(before, after, new MatrixQuery(), gates, Math.Max(1, all.Length), out _).Select(Told), StringComparer.Ordinal);

        static string Told(GateViolation violation) => $"{violation.Gate.Name}: {violation.From.Name} > {violation.To.Name} {violation.Gained}";
    });

    private static IEnumerable<string> Gained(PolicySnapshot before, PolicySnapshot after)
    {
        var query = new MatrixQuery { Grouping = Grouping.Pod, IncludesOwn = true };
        Dictionary<(string, string), Connection> old = before.Matrix(query, out _)!.Connections().ToDictionary(pair => (pair.From.Name, pair.To.Name));
        return after.Matrix(query, out _)!.Connections()
            .Where(pair => pair.From.Range is null && pair.To.Range is null)
            .Select(pair => (Pair: pair, Gained: old.TryGetValue((pair.From.Name, pair.To.Name), out Connection was) ? pair.Passing.Allowed.Subtract(was.Passing.Allowed) : pair.Passing.Allowed))
            .Where(entry => !entry.Gained.IsEmpty)
            .Select(entry => $"{entry.Pair.From.Name} > {entry.Pair.To.Name} {entry.Gained}")
            .Order(StringComparer.Ordinal);
    }

    private static ImmutableArray<Finding> Found(RevisionFindings findings, PolicySnapshot snapshot) => findings.Linter.Run(snapshot.With([])).Findings;

    private static AdmissionReviewer Reviewer(PolicySnapshot snapshot, RevisionFindings findings, Gate[] gates) =>
        new(new FixedSnapshot(snapshot), findings, Options.Create(new AdmissionOptions { Gates = [.. gates] }));

    private static AdmissionAnswer Answer(Finding[] brought)
    {
        Finding[] errors = [.. brought.Where(finding => finding.Severity == Severity.Error)];
        string[] warnings = [.. brought.Where(finding => finding.Severity == Severity.Warning).Select(finding => AdmissionWarnings.Line($"{finding.Rule.Id}: {finding.Message}", finding.Hint))];
        return new AdmissionAnswer(errors.Length == 0, errors.Length == 0 ? "" : DenialText.Of("object", errors, []), AdmissionWarnings.Within(warnings));
    }
}
