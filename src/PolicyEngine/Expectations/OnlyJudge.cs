using System.Collections.Immutable;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Expectations;

/// <summary>
/// Judges that nothing passes but what is listed: all that is listed is allowed, and all else between the parties, or between
/// the ones named and all pods and everything outside, is denied.
/// </summary>
internal sealed class OnlyJudge(ExpectationAsker asker)
{
    private readonly List<ExpectationFailure> _failures = [];
    private readonly List<string> _missing = [];
    private long _pairs;
    private long _failedPairs;

    public ExpectationResult Judge(Expectation expectation)
    {
        if (JudgeListed(expectation) is { } unlisted)
        {
            return unlisted;
        }

        foreach (ExpectedParty? source in expectation.From.IsEmpty ? [null] : expectation.From.Cast<ExpectedParty?>())
        {
            foreach (ExpectedParty? destination in expectation.To.IsEmpty ? [null] : expectation.To.Cast<ExpectedParty?>())
            {
                asker.Cancellation.ThrowIfCancellationRequested();
                if (JudgeRest(expectation, source, destination) is { } error)
                {
                    return error;
                }
            }
        }

        return new ExpectationResult
        {
            Expectation = expectation,
            HasFailed = _failures.Count > 0,
            Pairs = _pairs,
            FailedPairs = _failedPairs,
            Failures = [.. _failures],
            Missing = _failures.Count == 0 ? [] : [.. _missing.Distinct(StringComparer.Ordinal)],
        };
    }

    private static ExpectedTraffic TrafficOf(ExpectedConnection entry, Expectation expectation) => entry.Traffic.IsAny ? expectation.Traffic : entry.Traffic;

    private static ImmutableArray<ExpectedParty> Or(ImmutableArray<ExpectedParty> own, ImmutableArray<ExpectedParty> whole) => own.IsEmpty ? whole : own;

    /// <summary>Judges what is listed; the result where it cannot be.</summary>
    private ExpectationResult? JudgeListed(Expectation expectation)
    {
        foreach (ExpectedConnection entry in expectation.Only!.Value)
        {
            foreach (Answer answer in asker.Ask(Or(entry.From, expectation.From), Or(entry.To, expectation.To), TrafficOf(entry, expectation)))
            {
                if (answer.Error is { } error)
                {
                    return asker.Fail(expectation, answer.Query, error);
                }

                _failedPairs += answer.Tally.WithAny(verdict => verdict is not (VerdictKind.Allowed or VerdictKind.NotApplicable));
                Add(answer, ExpectationFailureKind.ListedNotAllowed, part => part.Verdict is not (VerdictKind.Allowed or VerdictKind.NotApplicable));
            }
        }

        return null;
    }

    /// <summary>Judges what is not listed; the result where it cannot be.</summary>
    private ExpectationResult? JudgeRest(Expectation expectation, ExpectedParty? source, ExpectedParty? destination)
    {
        Query[] asked = [.. asker.Queries(source?.Reference ?? "external", destination?.Reference ?? "external", expectation.Traffic)];
        (PolicySnapshot snapshot, Query query, QueryError? error) = asker.Lay(asked[0]);
        if (error is not null)
        {
            return asker.Fail(expectation, asked[0], error);
        }

        var resolver = new PartyResolver(snapshot, asker.DefaultNamespace);
        PartyGroup? from = source is null ? asker.Everyone(snapshot) : resolver.ResolveSource(query.From, out error);
        PartyGroup? to = from is null ? null : destination is null ? asker.Everyone(snapshot) : resolver.ResolveDestination(query, out error);
        if (from is null || to is null)
        {
            return asker.Fail(expectation, asked[0], error!);
        }

        if (to.IsNodePort || to.Members.Any(member => member.DomainName is not null))
        {
            return asker.Fail(expectation, asked[0], new QueryError("REFERENCE_INVALID", $"`{query.To}` is no place of which all is known that reaches it; name the pods"));
        }

        // Its own traffic is what the pods behind a service get, by whichever way, unless a port of the service is meant.
        PartyGroup meant = expectation.Traffic.Ports.IsEmpty && to.ServicePort is null ? to with { Service = null } : to;
        TrafficQuestion[] questions = [.. asked.SelectMany(port => TrafficQuestion.Of(port, meant))];
        if (questions.Select(question => question.Check()).FirstOrDefault(problem => problem is not null) is { } problem)
        {
            return asker.Fail(expectation, asked[0], problem);
        }

        ListedEntry[] entries = [.. expectation.Only!.Value.SelectMany(entry => Entries(snapshot, entry, expectation, query, to))];
        var listed = new ListedTraffic(entries);
        Answer rest = asker.Note(new QueryAnswerer(snapshot, snapshot.Halves, asker.Cancellation).AnswerRest(
            query,
            OutsideParts.Of(snapshot, from, [.. entries.Select(entry => entry.Sources?.Addresses).OfType<AddressSet>()]),
            OutsideParts.Of(snapshot, to with { Members = [.. to.Members.Select(member => member with { Service = null })] }, [.. entries.Select(entry => entry.Destinations.Addresses)]),
            questions,
            listed));
        if (rest.Error is { } unanswered)
        {
            return asker.Fail(expectation, asked[0], unanswered);
        }

        _pairs += rest.Tally.Total;
        _failedPairs += rest.Tally.WithAny(IsOpen);
        Add(rest, ExpectationFailureKind.NotListed, part => IsOpen(part.Verdict));
        return null;
    }

    /// <summary>What an entry lists towards each of its destinations.</summary>
    private IEnumerable<ListedEntry> Entries(PolicySnapshot snapshot, ExpectedConnection entry, Expectation expectation, Query subject, PartyGroup destination)
    {
        var resolver = new PartyResolver(snapshot, asker.DefaultNamespace);
        PartySet? sources = entry.From.IsEmpty ? null : PartySet.Of(entry.From.Select(party => resolver.Resolve(party.Reference, out _)).OfType<PartyGroup>());
        IEnumerable<string> names = entry.To.IsEmpty ? [subject.To] : entry.To.Select(party => party.Reference);
        foreach (string name in names)
        {
            Query[] asked = [.. asker.Queries(subject.From, name, TrafficOf(entry, expectation))];
            if ((entry.To.IsEmpty ? destination : resolver.ResolveDestination(asked[0], out _)) is { } group)
            {
                yield return new ListedEntry(sources, PartySet.Of(group), [.. asked.SelectMany(port => TrafficQuestion.Of(port, group))]);
            }
        }
    }

    private static bool IsOpen(VerdictKind verdict) => verdict is VerdictKind.Allowed or VerdictKind.Unknown or VerdictKind.Ambiguous;

    private void Add(Answer answer, ExpectationFailureKind kind, Func<AnswerPart, bool> fails)
    {
        foreach (AnswerPart part in answer.Parts.Where(fails))
        {
            _failures.Add(new ExpectationFailure(kind, part, answer.Snapshot));
        }

        _missing.AddRange(answer.Missing);
    }
}
