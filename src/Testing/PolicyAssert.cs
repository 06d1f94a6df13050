using System.Collections.Immutable;
using PolicyEngine.Expectations;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Testing;

/// <summary>
/// Assertions about policies, for any test framework: what does not hold is thrown as a <see cref="PolicyAssertException"/>. Parties
/// are named as in <see cref="Query.From"/>; <c>*</c> may stand in names of pods, workloads and namespaces, and then each pair counts.
/// Staged policies have no part in it.
/// </summary>
public static class PolicyAssert
{
    /// <summary>All of the traffic passes.</summary>
    /// <param name="snapshot">The cluster and its policies.</param>
    /// <param name="from">Who starts the connections, such as <c>deploy/shop/frontend</c>.</param>
    /// <param name="to">To whom, such as <c>svc/shop/redis</c>.</param>
    /// <param name="port">The port: a number, a range or a name. Null: any.</param>
    /// <param name="protocol">The protocol. Null: TCP where a port is given, otherwise any.</param>
    /// <exception cref="PolicyAssertException">Some of it does not pass, nobody knows, or the question has no answer.</exception>
    public static void Allows(PolicySnapshot snapshot, string from, string to, string? port = null, Protocol? protocol = null) =>
        Holds(snapshot, Expect(VerdictKind.Allowed, from, to, port, protocol));

    /// <summary>None of the traffic passes.</summary>
    /// <param name="snapshot">The cluster and its policies.</param>
    /// <param name="from">Who starts the connections, such as <c>dev/*</c>.</param>
    /// <param name="to">To whom, such as <c>shop/redis-*</c>.</param>
    /// <param name="port">The port: a number, a range or a name. Null: any.</param>
    /// <param name="protocol">The protocol. Null: TCP where a port is given, otherwise any.</param>
    /// <exception cref="PolicyAssertException">Some of it passes, nobody knows, or the question has no answer.</exception>
    public static void Denies(PolicySnapshot snapshot, string from, string to, string? port = null, Protocol? protocol = null) =>
        Holds(snapshot, Expect(VerdictKind.Denied, from, to, port, protocol));

    /// <summary>Expectations hold.</summary>
    /// <param name="snapshot">The cluster and its policies.</param>
    /// <param name="expectations">The expectations.</param>
    /// <exception cref="PolicyAssertException">Some do not, or cannot be judged.</exception>
    public static void Holds(PolicySnapshot snapshot, params IEnumerable<Expectation> expectations)
    {
        ImmutableArray<ExpectationResult> failed =
            [.. ExpectationRun.Of(snapshot, expectations).Results.Where(result => result.Outcome != ExpectationOutcome.Passed)];
        if (!failed.IsEmpty)
        {
            throw new PolicyAssertException(failed);
        }
    }

    /// <summary>The expectations of a file hold, which <c>netpol test</c> reads too.</summary>
    /// <param name="snapshot">The cluster and its policies.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="PolicyAssertException">Some do not or cannot be judged, or the file has errors.</exception>
    public static void Holds(PolicySnapshot snapshot, ExpectationFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        ThrowIfErrors(file.Diagnostics);
        Holds(snapshot, file.Expectations);
    }

    /// <summary>Documents were read without an error. A test of policies that were not understood would prove nothing.</summary>
    /// <param name="result">What became of the documents.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="PolicyAssertException">There are errors.</exception>
    public static PolicySnapshot Loads(LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        ThrowIfErrors(result.Diagnostics);
        return result.Snapshot;
    }

    private static Expectation Expect(VerdictKind verdict, string from, string to, string? port, Protocol? protocol)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return new Expectation
        {
            From = [new ExpectedParty(from, SourceSpan.None)],
            To = [new ExpectedParty(to, SourceSpan.None)],
            Traffic = new ExpectedTraffic { Ports = port is null ? [] : [port], Protocols = protocol is { } only ? [only] : [] },
            Verdict = verdict,
        };
    }

    private static void ThrowIfErrors(ImmutableArray<Diagnostic> diagnostics)
    {
        string[] errors = [.. diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).Select(diagnostic => diagnostic.ToString())];
        if (errors.Length > 0)
        {
            throw new PolicyAssertException(string.Join("\n", errors));
        }
    }
}
