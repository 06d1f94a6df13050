using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// Answers questions about connections of which the HTTP request is known, or matters: where verdicts depend on it, each kind
/// of request that rules tell apart is asked about, and the answers are put together.
/// </summary>
internal sealed class RequestAnswerer(PolicySnapshot snapshot, CancellationToken cancellation)
{
    private const int MaxKinds = 64;

    public Answer Answer(Query query)
    {
        if (query.Http?.Path is { } path && !path.StartsWith('/'))
        {
            return new Answer { Query = query, Snapshot = snapshot, Error = new QueryError("HTTP_PATH_INVALID", $"`{path}` is not a path; it begins with `/`") };
        }

        Answer answer = query.Http is { } known ? AskAbout(query, known) : snapshot.AskPlainly(query, cancellation);
        ImmutableArray<HttpRequest> kinds = answer.Parts.Any(DependsOnRequest) ? RequestKinds.Of(answer.HttpMatches, query.Http, MaxKinds + 1) : [];
        return kinds.Length is 0 or > MaxKinds ? answer : Merge([.. kinds.Select(kind => (kind, AskAbout(query, kind)))]);
    }

    /// <summary>The answer for one request, in terms of this snapshot.</summary>
    private Answer AskAbout(Query query, HttpRequest request)
    {
        PolicySnapshot view = snapshot.For(request);
        Answer answer = view.AskPlainly(query, cancellation);
        return ReferenceEquals(view, snapshot) ? answer : answer with
        {
            Snapshot = snapshot,
            Parts = [.. answer.Parts.Select(part => part with { Witness = snapshot.Parties.Counterpart(part.Witness) with { Http = request } })],
        };
    }

    private static bool DependsOnRequest(AnswerPart part) =>
        part.Verdict == VerdictKind.Unknown && part.Ingress.Reason == ReasonCode.HttpRequestUnknown;

    private static Answer Merge(ImmutableArray<(HttpRequest Request, Answer Answer)> answers)
    {
        var order = new List<object>();
        var parts = new Dictionary<object, (AnswerPart Part, ImmutableArray<HttpRequest> Requests)>();
        foreach ((HttpRequest request, Answer answer) in answers)
        {
            foreach (AnswerPart part in answer.Parts)
            {
                object key = (part.Verdict, part.Traffic, part.Pairs, (part.Source, part.Destination, part.SourceRange, part.DestinationRange), KeyOf(part.Egress), KeyOf(part.Ingress));
                if (parts.TryGetValue(key, out (AnswerPart Part, ImmutableArray<HttpRequest> Requests) known))
                {
                    parts[key] = (known.Part, known.Requests.Add(request));
                }
                else
                {
                    parts.Add(key, (part, [request]));
                    order.Add(key);
                }
            }
        }

        Answer first = answers[0].Answer;
        ImmutableArray<AnswerPart> merged =
        [
            .. order.Select(key => parts[key]).Select(entry => entry.Requests.Length == answers.Length ? entry.Part : entry.Part with { Requests = entry.Requests }),
        ];
        return first with
        {
            Verdict = QueryAnswerer.Combine(merged),
            Reason = answers.All(entry => entry.Answer.Reason == first.Reason) ? first.Reason : null,
            Parts = merged,
            Allowed = answers.Aggregate(TrafficSet.All, (allowed, entry) => allowed.Intersect(entry.Answer.Allowed)),
            Missing = [.. answers.SelectMany(entry => entry.Answer.Missing).Distinct(StringComparer.Ordinal)],
            Assumptions = [.. answers.SelectMany(entry => entry.Answer.Assumptions).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>What decided a half, in words that are the same for each view.</summary>
    private static (Outcome Outcome, ReasonCode Reason, PolicyName? Policy, string? Rule) KeyOf(Decision decision) =>
        (decision.Outcome, decision.Reason, decision.Policy?.Name ?? decision.Triggers.FirstOrDefault()?.Name, decision.Rule?.Path);
}
