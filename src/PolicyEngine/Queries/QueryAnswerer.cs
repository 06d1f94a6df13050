using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyEngine.Binding;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Answers questions about groups: every pair is judged over all the traffic asked about, and what is decided alike is put together.</summary>
internal sealed class QueryAnswerer(PolicySnapshot snapshot, HalfEvaluator halves)
{
    private readonly Dictionary<PartKey, AnswerPart> _parts = [];
    private readonly List<PartKey> _order = [];
    private bool _bothHalvesAllow;

    public Answer Answer(Query query)
    {
        var resolver = new PartyResolver(snapshot, query.DefaultNamespace);
        PartyGroup? from = resolver.Resolve(query.From, out QueryError? error);
        PartyGroup? to = from is null ? null : resolver.Resolve(query.To, out error);
        if (from is null || to is null)
        {
            return new Answer { Query = query, Error = error };
        }

        var question = new TrafficQuestion(query, to);
        if (question.Check() is { } problem)
        {
            return new Answer { Query = query, Error = problem };
        }

        TrafficSet allowed = JudgePairs(from, to, question);
        if (_order.Count == 0)
        {
            return new Answer
            {
                Query = query,
                Error = new QueryError("PORT_NOT_FOUND", $"`{query.To}` declares no port named `{query.Port ?? to.ServicePort}`"),
            };
        }

        ImmutableArray<AnswerPart> parts = [.. _order.Select(key => _parts[key])];
        return new Answer
        {
            Query = query,
            Verdict = Combine(parts),
            Reason = _bothHalvesAllow && parts.All(part => part.Verdict == VerdictKind.Denied) ? ReasonCode.HalvesDisjointPorts : null,
            Parts = parts,
            Allowed = allowed,
            Missing = [.. parts.SelectMany(Missing).Distinct(StringComparer.Ordinal)],
            Assumptions = [.. from.Notes.Concat(to.Notes).Concat(Assumptions(parts)).Distinct(StringComparer.Ordinal)],
        };
    }

    private TrafficSet JudgePairs(PartyGroup from, PartyGroup to, TrafficQuestion question)
    {
        TrafficSet? allowed = null;
        bool anyCommonFamily = from.Members.Any(source => to.Members.Any(destination => source.Family == destination.Family));
        bool anyDistinct = from.Members.Any(source => to.Members.Any(destination => !IsSame(source, destination)));
        foreach (Party source in from.Members)
        {
            foreach (Party destination in to.Members)
            {
                if ((anyCommonFamily && source.Family != destination.Family) || (anyDistinct && IsSame(source, destination)))
                {
                    continue;
                }

                TrafficSet asked = question.To(EndpointOf(destination));
                if (!asked.IsEmpty)
                {
                    TrafficSet passed = JudgePair(source, destination, asked);
                    allowed = allowed?.Intersect(passed) ?? passed;
                }
            }
        }

        return allowed ?? TrafficSet.Empty;
    }

    private TrafficSet JudgePair(in Party source, in Party destination, TrafficSet asked)
    {
        DecisionTable egress = halves.Table(source, destination, Directions.Egress);
        DecisionTable ingress = halves.Table(destination, source, Directions.Ingress);
        _bothHalvesAllow |= egress.Allowed.Overlaps(asked) && ingress.Allowed.Overlaps(asked);
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
                if (!region.IsEmpty)
                {
                    Add(source, destination, region, Verdict.Of(egressDecision, ingressDecision));
                }
            }
        }

        return egress.Allowed.Intersect(ingress.Allowed).Intersect(asked);
    }

    private void Add(in Party source, in Party destination, TrafficSet region, Verdict verdict)
    {
        var key = new PartKey(verdict.Kind, new HalfKey(verdict.Egress), new HalfKey(verdict.Ingress));
        if (_parts.TryGetValue(key, out AnswerPart? part))
        {
            _parts[key] = part with { Traffic = part.Traffic.Union(region), Pairs = part.Pairs + 1 };
            return;
        }

        _order.Add(key);
        _parts.Add(key, new AnswerPart(
            verdict.Kind,
            region,
            OwnProfile.In(verdict.Egress, EndpointOf(source)),
            OwnProfile.In(verdict.Ingress, EndpointOf(destination)),
            1,
            new Flow(source, destination, region.Lowest!.Value),
            NameOf(source),
            NameOf(destination)));
    }

    private static VerdictKind Combine(ImmutableArray<AnswerPart> parts)
    {
        if (parts.All(part => part.Verdict == parts[0].Verdict))
        {
            return parts[0].Verdict;
        }

        bool allowed = parts.Any(part => part.Verdict == VerdictKind.Allowed);
        bool denied = parts.Any(part => part.Verdict == VerdictKind.Denied);
        return allowed && denied ? VerdictKind.Partial
            : parts.Any(part => part.Verdict == VerdictKind.Unknown) ? VerdictKind.Unknown
            : allowed ? VerdictKind.Allowed
            : VerdictKind.Denied;
    }

    private IEnumerable<string> Assumptions(ImmutableArray<AnswerPart> parts)
    {
        foreach (Fault foreign in snapshot.Model.NotTakenIntoAccount)
        {
            yield return foreign.Message;
        }

        foreach (AnswerPart part in parts)
        {
            if (!ConsultsNamespaceLabels(part.Egress) && !ConsultsNamespaceLabels(part.Ingress))
            {
                continue;
            }

            foreach (Party party in (Party[])[part.Witness.Source, part.Witness.Destination])
            {
                if (EndpointOf(party) is { } endpoint
                    && snapshot.Model.Namespaces.Any(candidate => candidate.Name == endpoint.Namespace && !candidate.IsDeclared))
                {
                    yield return $"namespace `{endpoint.Namespace}` is not in the input: it is taken to have no label but its name";
                }
            }
        }
    }

    /// <summary>Whether a policy that decided asks for labels of namespaces other than their names.</summary>
    private static bool ConsultsNamespaceLabels(Decision decision)
    {
        IEnumerable<Policy> policies = decision.Policy is { } policy ? [policy] : decision.Triggers;
        return policies
            .SelectMany(candidate => candidate.Ingress.Concat(candidate.Egress))
            .SelectMany(rule => (Selector?[])[rule.Source.Selector, rule.Destination.Selector])
            .OfType<Selector>()
            .SelectMany(selector => selector.Requirements)
            .Any(requirement => requirement.Label.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal)
                && requirement.Label is not (CalicoLabels.NamespacePrefix + CalicoLabels.MetadataName or CalicoLabels.NamespacePrefix + CalicoLabels.Name));
    }

    private IEnumerable<string> Missing(AnswerPart part)
    {
        if (part.Verdict != VerdictKind.Unknown)
        {
            yield break;
        }

        foreach (Decision decision in (Decision[])[part.Egress, part.Ingress])
        {
            if (decision.Outcome != Outcome.Unknown)
            {
                continue;
            }

            if (decision.Fault is { } fault)
            {
                yield return $"{fault.Message} ({fault.Span})";
            }
            else if (decision.Reason == ReasonCode.NodeUnknown)
            {
                yield return $"the node of {part.Source} or {part.Destination}";
            }
            else
            {
                yield return part.Witness.Source.Address is null ? $"the address of {part.Source}" : $"the address of {part.Destination}";
            }
        }
    }

    private bool IsSame(in Party left, in Party right) =>
        left.Endpoint != Party.NoEndpoint && left.Endpoint == right.Endpoint && EndpointOf(left)!.Kind != EndpointKind.Workload;

    private Endpoint? EndpointOf(in Party party) => party.Endpoint == Party.NoEndpoint ? null : snapshot.Model.Endpoints[party.Endpoint];

    private string NameOf(in Party party) => EndpointOf(party)?.ToString() ?? party.Address?.ToString() ?? "";

    private readonly record struct PartKey(VerdictKind Verdict, HalfKey Egress, HalfKey Ingress);

    /// <summary>What decided a half, by identity of rule and policy.</summary>
    private readonly struct HalfKey(Decision decision) : IEquatable<HalfKey>
    {
        private readonly (Outcome, ReasonCode) _reason = (decision.Outcome, decision.Reason);
        private readonly object? _decider = decision.Rule ?? decision.Policy ?? decision.Triggers.FirstOrDefault() ?? (object?)decision.Profile;

        public bool Equals(HalfKey other) => _reason == other._reason && ReferenceEquals(_decider, other._decider);

        public override bool Equals(object? obj) => obj is HalfKey other && Equals(other);

        public override int GetHashCode() =>
            HashCode.Combine(_reason, _decider is null ? 0 : RuntimeHelpers.GetHashCode(_decider));
    }
}
