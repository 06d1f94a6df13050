using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Futures;

/// <summary>
/// Judges the traffic between pods that do not exist and one party that does, with the engine's own tables: a pod is made up
/// from its labels alone, and its chain from the policies that would govern it.
/// </summary>
internal sealed class FutureJudge
{
    // Of no graph, and so never the number of another class.
    private const int ClassId = int.MaxValue - 1;

    private readonly EvaluationGraph _graph;
    private readonly Endpoint _standIn;
    private readonly bool _podIsSource;
    private readonly SignatureTable _signatures = new();
    private readonly ChainTable _chains;
    private readonly ImmutableArray<(Tier Tier, ImmutableArray<CompiledPolicy> Policies)> _tiers;

    /// <param name="graph">The compiled cluster, with a pod in it that stands for those that do not exist.</param>
    /// <param name="standIn">That pod.</param>
    /// <param name="podIsSource">Whether the pods start the connection.</param>
    public FutureJudge(EvaluationGraph graph, Endpoint standIn, bool podIsSource)
    {
        (_graph, _standIn, _podIsSource) = (graph, standIn, podIsSource);
        _chains = new ChainTable(graph.Model, graph.Policies, _signatures, graph.Profiles, new KnownChains(null));
        Dictionary<string, Tier> tiers = graph.Model.Tiers.ToDictionary(tier => tier.Name, StringComparer.Ordinal);
        _tiers =
        [
            .. graph.Policies
                .Where(policy => tiers.ContainsKey(policy.Policy.Tier))
                .GroupBy(policy => policy.Policy.Tier, StringComparer.Ordinal)
                .Select(group => (tiers[group.Key], group.ToImmutableArray())),
        ];
    }

    /// <summary>What becomes of the traffic with a pod that has these effective labels.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="standIn">The pod that stands for it, in the family of the peer.</param>
    /// <param name="peer">The other side.</param>
    /// <param name="asked">The traffic asked about; not empty.</param>
    public FutureCase Judge(LabelSet labels, in Party standIn, in Party peer, TrafficSet asked)
    {
        Signature satisfied = SatisfiedBy(labels);
        AddressClass pod = ClassOf(standIn.Class, satisfied);
        PolicyChain own = _chains.ChainOf(satisfied, _standIn.Profiles, _podIsSource ? ChainForm.WorkloadEgress : ChainForm.WorkloadIngress);
        int other = _podIsSource ? peer.IngressChain : peer.EgressChain;
        DecisionTable ofPod = DecisionTableBuilder.Build(own, pod, peer.Class, MatchKey.Of(own, pod, peer.Class));
        DecisionTable? ofPeer = other < 0 ? null : _graph.Table(other, peer.Class, pod);
        TrafficSet allowedByPeer = ofPeer?.Allowed ?? TrafficSet.All;
        TrafficSet deniedByPeer = ofPeer?.Denied ?? TrafficSet.Empty;
        TrafficSet allowed = ofPod.Allowed.Intersect(allowedByPeer).Intersect(asked);
        bool peerDenies = asked.IsSubsetOf(deniedByPeer);
        bool podIsDenied = asked.IsSubsetOf(ofPod.Denied);
        bool isDenied = asked.IsSubsetOf(ofPod.Denied.Union(deniedByPeer));

        // One half that denies everything is reason enough, whatever the other says.
        var dependencies = new RuleDependencies(_graph.Predicates, pod, peer.Class, _podIsSource, _graph.Model.Profile.TiesAreOpen);
        if (ofPeer is not null && (peerDenies || !podIsDenied))
        {
            dependencies.FollowPeer(_graph.Chain(other), asked);
        }

        if (!peerDenies)
        {
            dependencies.FollowPod(own, _tiers, asked);
        }

        string? doubt = !allowed.IsEmpty ? null
            : !isDenied ? Reason(ofPod, ofPeer, asked)
            : dependencies.NamesPortOfPod ? "a rule admits a port by a name that the pod may declare"
            : null;
        return new FutureCase(allowed, isDenied, Selector.And([.. dependencies.Answers.Select(FutureLabels.Canonical)]), doubt);
    }

    private static string Reason(DecisionTable ofPod, DecisionTable? ofPeer, TrafficSet asked)
    {
        IEnumerable<string> reasons = ofPod.Segments.Concat(ofPeer?.Segments ?? [])
            .Where(segment => segment.Decision.Outcome is Outcome.Unknown or Outcome.Ambiguous && segment.Region.Overlaps(asked))
            .Select(segment => segment.Decision.Reason.ToText() + (segment.Decision.Policy is { } policy ? $" ({policy.Name})" : ""))
            .Distinct(StringComparer.Ordinal);
        return string.Join(", ", reasons);
    }

    private Signature SatisfiedBy(LabelSet labels)
    {
        var numbers = new List<int>();
        var matches = new List<int>();
        foreach ((SelectorIndex index, int first) in _graph.Predicates.Indexes)
        {
            index.Match(labels, matches);
            numbers.AddRange(matches.Select(match => match + first));
        }

        numbers.Sort();
        return _signatures.Intern([.. numbers]);
    }

    // Its address is as little known as the stand-in's; what the labels satisfy is its own, and its ports are nobody's.
    private static AddressClass ClassOf(AddressClass standIn, Signature satisfied) => new()
    {
        Id = ClassId,
        Family = standIn.Family,
        IsAddressKnown = false,
        Selectors = satisfied,
        AddressSets = standIn.AddressSets,
        PossibleSelectors = standIn.PossibleSelectors,
        PossibleAddressSets = standIn.PossibleAddressSets,
        Owners = [],
    };
}
