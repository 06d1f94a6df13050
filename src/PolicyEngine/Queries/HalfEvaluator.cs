using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries.Stages;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Finds what decides one half of a flow: a chain's table, several stages put together, or a fixed decision where no policy applies.</summary>
internal sealed class HalfEvaluator(PolicyModel model, EvaluationGraph graph, StagePlanner planner)
{
    private readonly TableStages _tables = new(graph);

    public Decision Decide(in Party self, in Party peer, Directions direction, TrafficPoint traffic) =>
        DecidesAlone(self, peer, direction, traffic)
        ? graph.Decide(self.Chain(direction), self.AddressClass, peer.AddressClass, traffic)
        : Table(self, peer, direction).Find(traffic);

    /// <summary>The decision about a port from any source port; null where these are told apart.</summary>
    public Decision? DecidePort(in Party self, in Party peer, Directions direction, TrafficPoint traffic)
    {
        DecisionTable table = DecidesAlone(self, peer, direction, traffic)
            ? graph.Table(self.Chain(direction), self.AddressClass, peer.AddressClass)
            : Table(self, peer, direction);
        return table.Only ?? (table.TellsSourcePorts ? null : table.Find(traffic));
    }

    /// <summary>All that decides about any traffic.</summary>
    public DecisionTable Table(in Party self, in Party peer, Directions direction) => Table(self, peer, direction, isOrdinary: false);

    /// <summary>The same, where packets in which pods would wrap others are judged like any other traffic: nobody who asks about all traffic means those.</summary>
    public DecisionTable OrdinaryTable(in Party self, in Party peer, Directions direction) => Table(self, peer, direction, isOrdinary: true);

    private DecisionTable Table(in Party self, in Party peer, Directions direction, bool isOrdinary)
    {
        if (IsPlain(self, peer, direction) && (isOrdinary || direction == Directions.Ingress))
        {
            return graph.Table(self.Chain(direction), self.AddressClass, peer.AddressClass);
        }

        return PlanInOneFamily(self, peer, direction, isOrdinary, _tables);
    }

    public HalfExplanation Explain(in Flow flow, Directions direction)
    {
        (Party self, Party peer) = direction == Directions.Egress ? (flow.Source, flow.Destination) : (flow.Destination, flow.Source);
        var stages = new ExplainedStages(graph, direction, flow.Traffic, flow.Http);
        Explained explained = PlanInOneFamily(self, peer, direction, isOrdinary: false, stages);
        Endpoint? own = self.KnownEndpoint;
        return new HalfExplanation(direction, OwnProfile.In(explained.Decision, own), OwnProfile.In(explained.Steps, own)) { Decisive = explained.Decisive };
    }

    /// <summary>Whether nobody means such a packet who asks about all traffic.</summary>
    public bool IsEncapsulated(TrafficPoint traffic) => planner.IsEncapsulated(traffic);

    /// <summary>What the destination takes for the source; see <see cref="StagePlanner.SourcesSeen"/>.</summary>
    public ImmutableArray<Party> SourcesSeen(in Party source, in Party destination) => planner.SourcesSeen(source, destination);

    /// <summary>Whether policies of the destination alone would let traffic in that shows its real source.</summary>
    public bool WouldAdmit(in Party destination, in Party source, TrafficPoint traffic) =>
        destination.IngressChain >= 0 && graph.Decide(destination.IngressChain, destination.AddressClass, source.AddressClass, traffic).Outcome == Outcome.Allow;

    /// <summary>What the verdicts on a party depend on.</summary>
    /// <param name="party">The party.</param>
    /// <param name="inBothFamilies">Whether it may adapt to the other family.</param>
    /// <param name="node">Its node, where that matters.</param>
    /// <param name="isTranslated">Whether the destination is translated on the way.</param>
    /// <param name="ports">Its named ports, where they matter.</param>
    public PartyClass ClassOf(in Party party, bool inBothFamilies, string? node, bool isTranslated, ImmutableArray<EndpointPort> ports = default) => new(
        party.KnownEndpoint?.Kind,
        party.Family,
        party.AddressClass,
        inBothFamilies ? party.OtherClass : EndpointSides.None,
        party.IngressChain,
        party.EgressChain,
        planner.KeyOf(party, isTranslated),
        planner.PodClassOf(party),
        node,
        party.Via,
        ports);

    /// <summary>Whether a chain and two classes are all that decides.</summary>
    private static bool IsPlain(in Party self, in Party peer, Directions direction) =>
        self.Chain(direction) >= 0 && self.IsPlain && peer.IsPlain && self.Family == peer.Family && self.Endpoint != peer.Endpoint;

    private bool DecidesAlone(in Party self, in Party peer, Directions direction, TrafficPoint traffic) =>
        IsPlain(self, peer, direction) && (direction == Directions.Ingress || !IsEncapsulated(traffic));

    private T PlanInOneFamily<T>(in Party self, in Party peer, Directions direction, bool isOrdinary, IStages<T> stages)
        where T : class => self.Family == peer.Family
        ? Plan(self, peer, direction, isOrdinary, stages)
        : Plan(self.Facing(peer), peer.Facing(self), direction, isOrdinary, stages);

    private T Plan<T>(in Party self, in Party peer, Directions direction, bool isOrdinary, IStages<T> stages)
        where T : class
    {
        if (self.Family != peer.Family)
        {
            return stages.Fixed(FixedTables.NoCommonFamily);
        }

        // Only a pod that has finished has no class in its family.
        if (self.AddressClass < 0 || peer.AddressClass < 0)
        {
            return stages.Fixed(FixedTables.Finished);
        }

        if (self.IsOutOfReach && direction == Directions.Ingress)
        {
            return stages.Fixed(FixedTables.NoLocalBackend);
        }

        // A workload that stands for its pods is not one pod: its pods reach each other through the network.
        // A host reaches another of its addresses through its loopback interface.
        bool isTranslated = self.IsTranslated || peer.IsTranslated;
        bool isSame = !isTranslated && self.Endpoint == peer.Endpoint && self.Endpoint != Party.NoEndpoint && model.Endpoints[self.Endpoint].Kind != EndpointKind.Workload;
        return isSame && !planner.IsLoopback(self, peer) ? stages.Fixed(FixedTables.SameEndpoint) : planner.Plan(self, peer, direction, isOrdinary, stages);
    }
}
