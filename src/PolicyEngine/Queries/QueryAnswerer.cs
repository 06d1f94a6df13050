using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries.Stages;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Answers questions about groups: every pair is judged over all the traffic asked about, and what is decided alike is put together.</summary>
internal sealed class QueryAnswerer(PolicySnapshot snapshot, HalfEvaluator halves, CancellationToken cancellation)
{
    /// <summary>Some seconds of work; beyond it people want a matrix.</summary>
    private const long MaxClassPairs = 10_000_000;

    /// <summary>Where both families are at hand, nobody means the ICMP of one in packets of the other.</summary>
    private static readonly FrozenDictionary<IpFamily, TrafficSet> s_icmpOfOther = new Dictionary<IpFamily, TrafficSet>
    {
        [IpFamily.V4] = TrafficSet.ForProtocol(Protocol.IcmpV6),
        [IpFamily.V6] = TrafficSet.ForProtocol(Protocol.Icmp),
    }.ToFrozenDictionary();

    private readonly Dictionary<(DecisionTable Egress, DecisionTable Ingress, TrafficSet Asked, IpFamily Family), List<PartDraft>> _judged = [];
    private readonly Dictionary<PartKey, PartDraft> _drafts = [];
    private readonly List<PartDraft> _parts = [];
    private TrafficSet _asked = TrafficSet.Empty;
    private TrafficSet _refused = TrafficSet.Empty;
    private readonly SortedSet<int> _chainsAboutHttp = [];
    private PartyClasses _sources = new();
    private PartyClasses _destinations = new();
    private bool _hasRanges;
    private bool _bothHalvesAllow;
    private bool _haveBothFamilies;
    private bool _isAtLarge;
    private ListedTraffic? _listed;
    private readonly PairTally _tally = new();

    public Answer Answer(Query query)
    {
        var resolver = new PartyResolver(snapshot, query.DefaultNamespace);
        PartyGroup? from = resolver.ResolveSource(query.From, out QueryError? error);
        PartyGroup? to = from is null ? null : resolver.ResolveDestination(query, out error);
        if (from is null || to is null)
        {
            return new Answer { Query = query, Snapshot = snapshot, Error = error };
        }

        TrafficQuestion[] questions = TrafficQuestion.Of(query, to);
        if (questions.Select(question => question.Check()).FirstOrDefault(problem => problem is not null) is { } problem)
        {
            return new Answer { Query = query, Snapshot = snapshot, Error = problem };
        }

        return Answer(query, from, to, questions);
    }

    /// <summary>The answer about all traffic but what is listed. It has no part where everything is.</summary>
    public Answer AnswerRest(Query query, PartyGroup from, PartyGroup to, TrafficQuestion[] questions, ListedTraffic listed)
    {
        _listed = listed;
        return Answer(query, from, to, questions);
    }

    private Answer Answer(Query query, PartyGroup from, PartyGroup to, TrafficQuestion[] questions)
    {
        _isAtLarge = questions.Any(question => question.IsAtLarge);
        if (!JudgePairs(from, to, questions))
        {
            return new Answer
            {
                Query = query,
                Snapshot = snapshot,
                Error = new QueryError("TOO_MANY_PAIRS", $"`{query.From}` and `{query.To}` make too many different pairs for one answer; name fewer endpoints"),
            };
        }

        if (_parts.Count == 0 && _listed is not null)
        {
            return new Answer { Query = query, Snapshot = snapshot, Verdict = VerdictKind.Denied };
        }

        if (_parts.Count == 0)
        {
            return new Answer { Query = query, Snapshot = snapshot, Error = TrafficQuestion.NoPort(query, to) };
        }

        var notes = new AnswerNotes(snapshot, halves);
        ImmutableArray<AnswerPart> parts = [.. _hasRanges ? _parts.SelectMany(draft => ByRanges(draft, from, to)) : _parts.Select(draft => draft.Part with { Pairs = draft.Pairs })];
        return new Answer
        {
            Query = query,
            Snapshot = snapshot,
            Verdict = Combine(parts),
            Reason = _bothHalvesAllow && parts.All(part => part.Verdict == VerdictKind.Denied) ? ReasonCode.HalvesDisjointPorts : notes.Reason(parts),
            Parts = parts,
            Allowed = _asked.Subtract(_refused),
            Tally = _tally,
            HttpMatches = [.. _chainsAboutHttp.SelectMany(chain => snapshot.Graph.Chain(chain).HttpMatches).Distinct()],
            Missing = [.. parts.SelectMany(notes.Missing).Distinct(StringComparer.Ordinal)],
            Assumptions = [.. from.Notes.Concat(to.Notes).Concat(notes.Assumptions(parts)).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>Judges each pair of classes once; false where there are too many of them.</summary>
    private bool JudgePairs(PartyGroup from, PartyGroup to, TrafficQuestion[] questions)
    {
        bool anyCommonFamily = from.Members.Select(source => source.Family).Intersect(to.Members.Select(destination => destination.Family)).Any();
        _hasRanges = from.Ranges is not null || to.Ranges is not null;
        _haveBothFamilies = HasBothFamilies(from) && HasBothFamilies(to);
        var classing = new PairClassing(snapshot, from, to, inBothFamilies: !anyCommonFamily, byPorts: true);
        PartyClasses sources = _sources = PartyClasses.Of(
            from.Members, _listed is { } known ? source => classing.OfSource(source) with { Mark = known.MarkOfSource(source) } : classing.OfSource);
        PartyClasses destinations = _destinations = PartyClasses.Of(
            to.Members, _listed is { } list ? destination => classing.OfDestination(destination) with { Mark = list.MarkOfDestination(destination) } : classing.OfDestination);
        if ((long)sources.Count * destinations.Count > MaxClassPairs)
        {
            return false;
        }

        // A pod that asks a service may get itself; of many that ask, each means the others.
        bool meansItself = to.IsTranslated && from.Members.Select(source => source.Endpoint).Distinct().Count() == 1;
        var asked = new AskedTraffic(questions, destinations);
        Dictionary<(int Source, int Destination), int> same = destinations.CountSame(sources, party => !meansItself && IsOnePod(party));
        bool anyDistinct = (long)from.Members.Length * to.Members.Length > same.Values.Sum(count => (long)count);
        for (int i = 0; i < sources.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Party source = sources[i][0];
            bool isLost = to.KeepsToNode && !to.Members.Any(member => MayKeep(source, member));
            for (int j = 0; j < destinations.Count; j++)
            {
                TrafficSet traffic = _listed is null ? asked.To(j) : asked.To(j).Subtract(_listed.Between(sources[i][0], destinations[j][0]));
                if (traffic.IsEmpty
                    || (anyCommonFamily && source.Family != destinations[j][0].Family)
                    || !IsSent(source, destinations[j][0])
                    || (to.KeepsToNode && !isLost && !MayKeep(source, destinations[j][0])))
                {
                    continue;
                }

                int samePairs = same.GetValueOrDefault((i, j));
                long distinctPairs = ((long)sources[i].Count * destinations[j].Count) - samePairs;
                if (distinctPairs > 0)
                {
                    Count(JudgePair(FirstPair(sources[i], destinations[j], samePairs, isSame: false), traffic, isLost), i, j, distinctPairs);
                }

                if (samePairs > 0 && !anyDistinct)
                {
                    Count(JudgePair(FirstPair(sources[i], destinations[j], samePairs, isSame: true), traffic, isLost), i, j, samePairs);
                }
            }
        }

        return true;
    }

    /// <summary>
    /// Whether the node where a flow enters sends it to that backend: one that keeps to its own backends sends to others only
    /// what comes from itself. Where it has none, each stands for what is lost.
    /// </summary>
    private bool IsSent(in Party source, in Party destination) =>
        destination.Via is not { IsLocalOnly: true, HasBackend: true } entry
        || snapshot.Parties.PlaceOf(source).IsOn(entry.Node) == Certainty.Yes
        || snapshot.Parties.PlaceOf(destination).IsOn(entry.Node) != Certainty.No;

    /// <summary>Whether traffic that stays on the node of its source may be sent to a backend.</summary>
    private bool MayKeep(in Party source, in Party backend)
    {
        Place place = snapshot.Parties.PlaceOf(source);
        return source.Family == backend.Family && (place.Kind == PlaceKind.Outside || snapshot.Parties.PlaceOf(backend).IsOn(place.Node) != Certainty.No);
    }

    private static (Party Source, Party Destination) FirstPair(List<Party> sources, List<Party> destinations, int samePairs, bool isSame)
    {
        if (samePairs == 0)
        {
            return (sources[0], destinations[0]);
        }

        foreach (Party source in sources)
        {
            foreach (Party destination in destinations)
            {
                if (IsSame(source, destination) == isSame)
                {
                    return (source, destination);
                }
            }
        }

        throw new UnreachableException();
    }

    private List<PartDraft> JudgePair((Party Source, Party Destination) pair, TrafficSet asked, bool isLost)
    {
        pair.Destination = isLost ? pair.Destination.OutOfReach() : pair.Destination;
        DecisionTable egress = _isAtLarge
            ? halves.OrdinaryTable(pair.Source, pair.Destination, Directions.Egress)
            : halves.Table(pair.Source, pair.Destination, Directions.Egress);
        DecisionTable ingress = _isAtLarge
            ? halves.OrdinaryTable(pair.Destination, pair.Source, Directions.Ingress)
            : halves.Table(pair.Destination, pair.Source, Directions.Ingress);

        // No policy keeps a node from its pods, and nobody who lists what may reach one means to.
        if (_listed is not null && ingress.Only?.Reason == ReasonCode.LocalHost)
        {
            return [];
        }

        if (snapshot.Model.Profile.EnforcesHttp && pair.Destination.IngressChain >= 0 && ingress.Segments.Any(segment => segment.Decision.Reason == ReasonCode.HttpRequestUnknown))
        {
            _chainsAboutHttp.Add(pair.Destination.IngressChain);
        }

        if (!_judged.TryGetValue((egress, ingress, asked, pair.Source.Family), out List<PartDraft>? parts))
        {
            parts = JudgeTables(pair, egress, ingress, asked);
            _judged.Add((egress, ingress, asked, pair.Source.Family), parts);
        }

        return parts;
    }

    private void Count(List<PartDraft> parts, int source, int destination, long pairs)
    {
        _tally.Add(parts.Select(part => part.Part.Verdict), pairs);
        foreach (PartDraft part in parts)
        {
            part.Add(source, destination, pairs);
        }
    }

    /// <summary>A part for each two ranges that it is about, so that it is about all pairs of the two.</summary>
    private IEnumerable<AnswerPart> ByRanges(PartDraft draft, PartyGroup from, PartyGroup to)
    {
        bool isFirst = true;
        foreach ((ImmutableArray<int> sources, ImmutableArray<int> destinations, long pairs) in draft.Blocks())
        {
            AnswerPart part = isFirst ? draft.Part : Between(_sources[sources[0]][0], _destinations[destinations[0]][0], draft.Part);
            isFirst = false;
            yield return part with { Pairs = pairs, SourceRange = RangeOf(from, _sources, sources), DestinationRange = RangeOf(to, _destinations, destinations) };
        }
    }

    private static AnswerPart Between(in Party source, in Party destination, AnswerPart alike) => alike with
    {
        Witness = new Flow(source, alike.Witness.Destination.IsOutOfReach ? destination.OutOfReach() : destination, alike.Witness.Traffic),
        Source = NameOf(source),
        Destination = NameOf(destination),
    };

    private static AddressSet? RangeOf(PartyGroup group, PartyClasses classes, IEnumerable<int> concerned) => group.Ranges is not { } ranges
        ? null
        : AddressSet.FromRanges(concerned.SelectMany(number => classes[number]).SelectMany(member => ranges[member.Address!.Value].Ranges));

    /// <summary>Puts two tables together over the traffic asked about; the pair is the first that has them.</summary>
    private List<PartDraft> JudgeTables((Party Source, Party Destination) pair, DecisionTable egress, DecisionTable ingress, TrafficSet asked)
    {
        var parts = new List<PartDraft>();
        var regions = new Dictionary<(HalfKey Egress, HalfKey Ingress), TrafficSet>();
        TrafficSet meant = _haveBothFamilies ? asked.Subtract(s_icmpOfOther[pair.Source.Family]) : asked;
        _bothHalvesAllow |= egress.Allowed.Overlaps(meant) && ingress.Allowed.Overlaps(meant);
        TrafficSet passed = egress.Allowed.Intersect(ingress.Allowed).Intersect(asked);
        _asked = _asked.Union(meant);
        _refused = _refused.Union(meant.Subtract(passed));
        foreach ((TrafficSet egressRegion, Decision egressDecision) in egress.Segments)
        {
            TrafficSet leaving = egressRegion.Intersect(asked);
            if (leaving.IsEmpty)
            {
                continue;
            }

            foreach ((TrafficSet ingressRegion, Decision ingressDecision) in ingress.Segments)
            {
                TrafficSet region = leaving.Intersect(ingressRegion);
                if (region.Overlaps(meant))
                {
                    var deciders = (new HalfKey(egressDecision), new HalfKey(ingressDecision));
                    regions[deciders] = regions.TryGetValue(deciders, out TrafficSet? known) ? known.Union(region) : region;
                }
            }
        }

        foreach (TrafficSet region in regions.Values)
        {
            TrafficPoint witness = region.Intersect(meant).Lowest!.Value;
            parts.Add(Add(pair.Source, pair.Destination, region, witness, Verdict.Of(egress.Find(witness), ingress.Find(witness))));
        }

        return parts;
    }

    private PartDraft Add(in Party source, in Party destination, TrafficSet region, TrafficPoint witness, Verdict verdict)
    {
        var key = new PartKey(verdict.Kind, region, new HalfKey(verdict.Egress), new HalfKey(verdict.Ingress));
        if (!_drafts.TryGetValue(key, out PartDraft? draft))
        {
            draft = new PartDraft(new AnswerPart(
                verdict.Kind,
                region,
                snapshot.OwnDecisions.Of(verdict.Egress, source.KnownEndpoint),
                snapshot.OwnDecisions.Of(verdict.Ingress, destination.KnownEndpoint),
                0,
                new Flow(source, destination, witness),
                NameOf(source),
                NameOf(destination)));
            _drafts.Add(key, draft);
            _parts.Add(draft);
        }

        return draft;
    }

    /// <summary>The verdict over all parts.</summary>
    public static VerdictKind Combine(ImmutableArray<AnswerPart> parts)
    {
        if (parts.All(part => part.Verdict == parts[0].Verdict))
        {
            return parts[0].Verdict;
        }

        bool allowed = parts.Any(part => part.Verdict == VerdictKind.Allowed);
        bool denied = parts.Any(part => part.Verdict == VerdictKind.Denied);
        return allowed && denied ? VerdictKind.Partial
            : parts.Any(part => part.Verdict == VerdictKind.Unknown) ? VerdictKind.Unknown
            : parts.Any(part => part.Verdict == VerdictKind.Ambiguous) ? VerdictKind.Ambiguous
            : allowed ? VerdictKind.Allowed
            : VerdictKind.Denied;
    }

    private static bool HasBothFamilies(PartyGroup group) => group.Members.Select(member => member.Family).Distinct().Count() > 1;

    private static bool IsSame(in Party left, in Party right) => left.Endpoint == right.Endpoint && IsOnePod(left);

    private static bool IsOnePod(Party party) => party.KnownEndpoint is { Kind: not EndpointKind.Workload };

    private static string NameOf(Party party)
    {
        string name = party.KnownEndpoint?.ToString() ?? party.Address?.ToString() ?? $"{PartyResolver.DomainNamePrefix}{party.DomainName}";
        return party.Via is { } entry ? $"{name} via {entry}" : name;
    }

    private sealed record PartKey(VerdictKind Verdict, TrafficSet Traffic, HalfKey Egress, HalfKey Ingress);

    /// <summary>What decided a half, by identity of rule and policy.</summary>
    private sealed class HalfKey(Decision decision) : IEquatable<HalfKey>
    {
        private readonly (Outcome, ReasonCode) _reason = (decision.Outcome, decision.Reason);
        // Nobody needs to be told of failsafe ports one by one.
        private readonly object? _decider = decision.Reason == ReasonCode.FailsafePort ? decision.Stage : decision.Rule ?? decision.Policy ?? decision.Triggers.FirstOrDefault() ?? (object?)decision.Profile;

        public bool Equals(HalfKey? other) => other is not null && _reason == other._reason && ReferenceEquals(_decider, other._decider);

        public override bool Equals(object? obj) => Equals(obj as HalfKey);

        public override int GetHashCode() =>
            HashCode.Combine(_reason, _decider is null ? 0 : RuntimeHelpers.GetHashCode(_decider));
    }
}
