using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Finds what decides one half of a flow: a chain's table, or a fixed decision where no policy applies.</summary>
internal sealed class HalfEvaluator(PolicyModel model, EvaluationGraph graph, Parties parties)
{
    private readonly DecisionTable? _hostEndpoint =
        model.HostEndpointFault is { } fault ? DecisionTable.Always(Decisions.Unknown(null, null, null, fault)) : null;

    public Decision Decide(in Party self, in Party peer, Directions direction, TrafficPoint traffic) => IsPlain(self, peer, direction)
        ? graph.Decide(ChainOf(self, direction), self.AddressClass, peer.AddressClass, traffic)
        : Table(self, peer, direction).Find(traffic);

    public DecisionTable Table(in Party self, in Party peer, Directions direction)
    {
        if (IsPlain(self, peer, direction))
        {
            return graph.Table(ChainOf(self, direction), self.AddressClass, peer.AddressClass);
        }

        return self.Family == peer.Family ? UnusualTable(self, peer, direction) : UnusualTable(self.Facing(peer), peer.Facing(self), direction);
    }

    /// <summary>Whether a chain and two classes are all that decides.</summary>
    private static bool IsPlain(in Party self, in Party peer, Directions direction) =>
        ChainOf(self, direction) >= 0 && self.IsPlain && peer.IsPlain && self.Family == peer.Family && self.Endpoint != peer.Endpoint;

    private DecisionTable UnusualTable(in Party self, in Party peer, Directions direction)
    {
        if (Fixed(self, peer, direction) is { } table)
        {
            return table;
        }

        DecisionTable decided = graph.Table(ChainOf(self, direction), self.AddressClass, peer.AddressClass);
        return MayBeLocalHost(self, peer, direction) ? decided.WhereDeniedUnlessLocal : decided;
    }

    public HalfExplanation Explain(in Party self, in Party peer, Directions direction, TrafficPoint traffic) =>
        self.Family == peer.Family ? ExplainOneFamily(self, peer, direction, traffic) : ExplainOneFamily(self.Facing(peer), peer.Facing(self), direction, traffic);

    private HalfExplanation ExplainOneFamily(in Party self, in Party peer, Directions direction, TrafficPoint traffic)
    {
        if (Fixed(self, peer, direction) is { } table)
        {
            Decision decision = table.Find(traffic);
            return new HalfExplanation(
                direction, decision, [new TraceStep { Kind = TraceStepKind.NotGoverned, Detail = DecisionText.Of(decision, direction) }]);
        }

        AddressClass selfClass = graph.Classes[self.AddressClass];
        AddressClass peerClass = graph.Classes[peer.AddressClass];
        (Party source, Party destination) = direction == Directions.Ingress ? (peer, self) : (self, peer);
        (AddressClass sourceClass, AddressClass destinationClass) = (graph.Classes[source.AddressClass], graph.Classes[destination.AddressClass]);
        var recorder = new TraceRecorder(new MismatchFinder(
            sourceClass,
            destinationClass,
            new PeerMismatch("source", EndpointOf(source), source.Address, sourceClass),
            new PeerMismatch("destination", EndpointOf(destination), destination.Address, destinationClass),
            traffic));
        Decision walked = new ChainWalker<TraceRecorder>(graph.Chains[ChainOf(self, direction)], selfClass, peerClass, traffic, recorder).Walk();
        if (walked.Outcome == Outcome.Deny && MayBeLocalHost(self, peer, direction))
        {
            walked = Decisions.NodeUnknown;
        }

        return new HalfExplanation(direction, OwnProfile.In(walked, EndpointOf(self)), OwnProfile.In(recorder.Steps, EndpointOf(self)));
    }

    /// <summary>What the verdicts on a party depend on.</summary>
    public PartyClass ClassOf(in Party party, bool inBothFamilies, string? node, ImmutableArray<EndpointPort> ports = default) => new(
        EndpointOf(party)?.Kind, party.Family, party.AddressClass, inBothFamilies ? party.OtherClass : EndpointSides.None, party.IngressChain, party.EgressChain, parties.MayBeHostEndpoint(party), node, ports);

    private static int ChainOf(in Party self, Directions direction) => direction == Directions.Ingress ? self.IngressChain : self.EgressChain;

    private Endpoint? EndpointOf(in Party party) => party.Endpoint == Party.NoEndpoint ? null : model.Endpoints[party.Endpoint];

    /// <summary>The decision where no policy is consulted; null where a chain decides.</summary>
    private DecisionTable? Fixed(in Party self, in Party peer, Directions direction)
    {
        if (self.Family != peer.Family)
        {
            return FixedTables.NoCommonFamily;
        }

        // Only a pod that has finished has no class in its family.
        if (self.AddressClass < 0 || peer.AddressClass < 0)
        {
            return FixedTables.Finished;
        }

        if (_hostEndpoint is not null && (parties.MayBeHostEndpoint(self) || parties.MayBeHostEndpoint(peer)))
        {
            return _hostEndpoint;
        }

        if (self.Endpoint == Party.NoEndpoint)
        {
            return FixedTables.External;
        }

        // A workload that stands for its pods is not one pod: its pods reach each other through the network.
        Endpoint endpoint = model.Endpoints[self.Endpoint];
        if (self.Endpoint == peer.Endpoint && endpoint.Kind != EndpointKind.Workload)
        {
            return FixedTables.SameEndpoint;
        }

        if (endpoint.IsGoverned)
        {
            return direction == Directions.Ingress && parties.NodeOf(peer) is { Length: > 0 } node && node == endpoint.Node ? FixedTables.LocalHost : null;
        }

        return FixedTables.HostNetwork;
    }

    /// <summary>Whether the peer is a process of a node and the input does not say that it is another node than the endpoint's.</summary>
    private bool MayBeLocalHost(in Party self, in Party peer, Directions direction) =>
        direction == Directions.Ingress && parties.NodeOf(peer) is { } node && (node.Length == 0 || model.Endpoints[self.Endpoint].Node.Length == 0);
}
