using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// Answers the question that is asked most, from one pod or address to another on one port, where there is nothing to say
/// but what decides. What it answers, <see cref="QueryAnswerer"/> answers alike, at many times the cost.
/// </summary>
internal sealed class PlainAnswerer(PolicySnapshot snapshot, HalfEvaluator halves)
{
    private readonly PlainNames _names = new(snapshot);
    private readonly AnswerNotes _notes = new(snapshot, halves);
    private readonly ProfileNotes _profileNotes = new(snapshot);
    private readonly ImmutableArray<string> _assumptions = [.. AnswerNotes.OfModel(snapshot.Model).Distinct(StringComparer.Ordinal)];

    /// <summary>The answer; null where the question is any other, or there is more to say.</summary>
    public Answer? Answer(Query query)
    {
        if (snapshot.Model.Profile.EnforcesHttp
            || PointOf(query) is not { } point
            || _names.Find(query.From) is not { } from
            || _names.Find(query.To) is not { } to
            || !SeeEachOther(from.Party, to.Party)
            || Decide(from, to, Directions.Egress, point) is not { } egress
            || Decide(to, from, Directions.Ingress, point) is not { } ingress)
        {
            return null;
        }

        var verdict = Verdict.Of(egress, ingress);
        TrafficSet asked = AskedPorts.Of(point);
        var part = new AnswerPart(verdict.Kind, asked, egress, ingress, 1, new Flow(from.Party, to.Party, point), from.Name, to.Name);
        return new Answer
        {
            Query = query,
            Snapshot = snapshot,
            Verdict = verdict.Kind,
            Parts = [part],
            Allowed = egress.Outcome == Outcome.Allow && ingress.Outcome == Outcome.Allow ? asked : TrafficSet.Empty,
            Tally = PairTally.OfOne(verdict.Kind),
            Assumptions = AssumptionsOf(part),
        };
    }

    /// <summary>The port asked about, from the lowest source port; null where more is asked about, or less.</summary>
    private static TrafficPoint? PointOf(Query query) =>
        query is { SourcePort: null, IcmpType: null, IcmpCode: null }
        && ushort.TryParse(query.Port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0
        && (query.Protocols.IsEmpty ? Protocol.Tcp : query.Protocol) is { HasPorts: true } protocol
            ? TrafficPoint.Ports(protocol, port)
            : null;

    /// <summary>Whether they have a family in common, and the destination sees the source's own address. Between pods nothing translates.</summary>
    private bool SeeEachOther(in Party source, in Party destination) =>
        source.Family == destination.Family
        && (destination.Endpoint != Party.NoEndpoint || (halves.SourcesSeen(source, destination) is [var seen] && seen.Address == source.Address));

    /// <summary>What decides a half from all source ports alike; null where none does, or there is something to say about it.</summary>
    private Decision? Decide(PlainParty self, PlainParty peer, Directions direction, TrafficPoint point)
    {
        Decision? decision = halves.DecidePort(self.Party, peer.Party, direction, point);
        return decision is not null
            && PlainDecision.IsPlain(decision)
            && !((self.LacksNamespace || peer.LacksNamespace) && _notes.ConsultsNamespaceLabels(decision))
                ? self.Own(decision, direction, snapshot.OwnDecisions)
                : null;
    }

    private ImmutableArray<string> AssumptionsOf(AnswerPart part) => PlainDecision.HasBlocks(part.Egress) || PlainDecision.HasBlocks(part.Ingress)
        ? [.. _profileNotes.OfBlocks(part).Concat(_assumptions).Distinct(StringComparer.Ordinal)]
        : _assumptions;
}
