using System.Collections.Immutable;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Expectations;

/// <summary>Asks what expectations are about, and notes which rules decide it.</summary>
internal sealed class ExpectationAsker(PolicySnapshot snapshot, string defaultNamespace, CoverageRecorder coverage, CancellationToken cancellation)
{
    // Somebody who names a pod by its labels names it more than once, and each time the whole cluster is compiled.
    private readonly Dictionary<(string From, string To), (PolicySnapshot Snapshot, Query Query, QueryError? Error)> _laid = [];

    private readonly Dictionary<PolicySnapshot, PartyGroup> _everyone = [];

    public string DefaultNamespace => defaultNamespace;

    public CancellationToken Cancellation => cancellation;

    /// <summary>One question for each port.</summary>
    public IEnumerable<Query> Queries(string from, string to, ExpectedTraffic traffic) =>
        (traffic.Ports.IsEmpty ? [null] : traffic.Ports.Cast<string?>()).Select(port => new Query
        {
            From = from,
            To = to,
            Protocols = traffic.Protocols,
            Port = port,
            SourcePort = traffic.SourcePort,
            IcmpType = traffic.IcmpType,
            IcmpCode = traffic.IcmpCode,
            Http = traffic.Http,
            DefaultNamespace = defaultNamespace,
        });

    /// <summary>The answers to all questions that two lists of parties make.</summary>
    public IEnumerable<Answer> Ask(ImmutableArray<ExpectedParty> from, ImmutableArray<ExpectedParty> to, ExpectedTraffic traffic)
    {
        foreach (ExpectedParty source in from)
        {
            foreach (ExpectedParty destination in to)
            {
                foreach (Query query in Queries(source.Reference, destination.Reference, traffic))
                {
                    cancellation.ThrowIfCancellationRequested();
                    (PolicySnapshot laid, Query named, QueryError? error) = Lay(query);
                    yield return Note(error is null
                        ? laid.AskEnforced(named, cancellation) with { Query = query }
                        : new Answer { Query = query, Snapshot = snapshot, Error = error });
                }
            }
        }
    }

    /// <summary>The snapshot with the pods in it that do not exist yet and that a question names, and the question with their names.</summary>
    public (PolicySnapshot Snapshot, Query Query, QueryError? Error) Lay(Query query)
    {
        if (!HypotheticalPod.IsReference(query.From) && !HypotheticalPod.IsReference(query.To))
        {
            return (snapshot, query, null);
        }

        if (!_laid.TryGetValue((query.From, query.To), out (PolicySnapshot Snapshot, Query Query, QueryError? Error) laid))
        {
            laid = HypotheticalPod.Lay(snapshot, query, cancellation);
            _laid.Add((query.From, query.To), laid);
        }

        return (laid.Snapshot, query with { From = laid.Query.From, To = laid.Query.To }, laid.Error);
    }

    /// <summary>All pods and everything outside; found once, for it is long.</summary>
    public PartyGroup Everyone(PolicySnapshot cluster)
    {
        if (!_everyone.TryGetValue(cluster, out PartyGroup? everyone))
        {
            everyone = new PartyResolver(cluster, defaultNamespace).Everyone();
            _everyone.Add(cluster, everyone);
        }

        return everyone;
    }

    /// <summary>Takes note of which rules decide.</summary>
    public Answer Note(Answer answer)
    {
        coverage.Record(answer);
        return answer;
    }

    /// <summary>The result of an expectation of which a question has no answer.</summary>
    public ExpectationResult Fail(Expectation expectation, Query query, QueryError error)
    {
        SourceSpan span = (error.Code.Contains("PORT_", StringComparison.Ordinal) ? SpanOfPort(expectation, query) : null)
            ?? SpanOf(expectation, query, IsUnknownSource(query));
        return new ExpectationResult { Expectation = expectation, Error = new Diagnostic(ExpectationDiagnostics.NotAnswerable, span, error.Message, ExpectationDiagnostics.NotAnswerable.Hint) };
    }

    /// <summary>The result of an expectation that leaves nothing to ask about.</summary>
    public static ExpectationResult AsksNothing(Expectation expectation, Query query) => new()
    {
        Expectation = expectation,
        Error = new Diagnostic(
            ExpectationDiagnostics.AsksNothing,
            expectation.Span,
            $"`{query.From}` and `{query.To}` are one endpoint, and no policy is between it and itself",
            ExpectationDiagnostics.AsksNothing.Hint),
    };

    private bool IsUnknownSource(Query query)
    {
        if (HypotheticalPod.IsReference(query.From))
        {
            return HypotheticalPod.Lay(snapshot, query with { To = query.From }, cancellation).Error is not null;
        }

        return new PartyResolver(snapshot, defaultNamespace).ResolveSource(query.From, out _) is null;
    }

    private static SourceSpan SpanOf(Expectation expectation, Query query, bool isSource)
    {
        string reference = isSource ? query.From : query.To;
        IEnumerable<ExpectedParty> parties = (isSource ? expectation.From : expectation.To)
            .Concat((expectation.Only ?? []).SelectMany(entry => isSource ? entry.From : entry.To));
        return parties.FirstOrDefault(party => party.Reference == reference)?.Span ?? expectation.Span;
    }

    private static SourceSpan? SpanOfPort(Expectation expectation, Query query) => (expectation.Only ?? [])
        .Select(entry => entry.Traffic)
        .Prepend(expectation.Traffic)
        .FirstOrDefault(traffic => query.Port is { } port && traffic.Ports.Contains(port, StringComparer.Ordinal))?.Span;
}
