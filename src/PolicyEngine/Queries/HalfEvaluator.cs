using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Finds what decides one half of a flow: a chain's table, or a fixed decision where no policy applies.</summary>
internal sealed class HalfEvaluator(PolicyModel model, EvaluationGraph graph, NodeAddresses nodes)
{
    private readonly DecisionTable? _hostEndpoint =
        model.HostEndpointFault is { } fault ? DecisionTable.Always(Decisions.Unknown(null, null, null, fault)) : null;

    public DecisionTable Table(in Party self, in Party peer, Directions direction)
    {
        if (Fixed(self, peer, direction) is { } table)
        {
            return table;
        }

        PolicyChain chain = ChainOf(self, direction);
        DecisionTable decided = graph.Table(chain, graph.Classes[self.AddressClass], graph.Classes[peer.AddressClass]);
        return MayBeLocalHost(self, peer, direction) ? decided.WhereDeniedUnlessLocal : decided;
    }

    public HalfExplanation Explain(in Party self, in Party peer, Directions direction, TrafficPoint traffic)
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
        var recorder = new TraceRecorder(new MismatchDescriber(
            EndpointOf(source), EndpointOf(destination), graph.Classes[source.AddressClass], graph.Classes[destination.AddressClass], traffic));
        Decision walked = new ChainWalker<TraceRecorder>(ChainOf(self, direction), selfClass, peerClass, traffic, recorder).Walk();
        if (walked.Outcome != Outcome.Allow && MayBeLocalHost(self, peer, direction))
        {
            walked = Decisions.NodeUnknown;
        }

        return new HalfExplanation(direction, OwnProfile.In(walked, EndpointOf(self)), OwnProfile.In(recorder.Steps, EndpointOf(self)));
    }

    /// <summary>What the verdicts on a party depend on.</summary>
    public PartyClass ClassOf(in Party party, string? node, ImmutableArray<EndpointPort> ports = default)
    {
        EndpointSides sides = party.Endpoint == Party.NoEndpoint ? new EndpointSides() : graph.Endpoints[party.Endpoint];
        return new PartyClass(
            EndpointOf(party)?.Kind, party.Family, party.AddressClass, sides.IngressChain, sides.EgressChain, IsHostEndpoint(party), node, ports);
    }

    private bool IsHostEndpoint(in Party party) => party.Address is { } address && model.HostEndpointAddresses.Contains(address);

    private PolicyChain ChainOf(in Party self, Directions direction)
    {
        EndpointSides sides = graph.Endpoints[self.Endpoint];
        return graph.Chains[direction == Directions.Ingress ? sides.IngressChain : sides.EgressChain];
    }

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

        if (_hostEndpoint is not null && (IsHostEndpoint(self) || IsHostEndpoint(peer)))
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
            return direction == Directions.Ingress && NodeOf(peer) is { Length: > 0 } node && node == endpoint.Node ? FixedTables.LocalHost : null;
        }

        return FixedTables.HostNetwork;
    }

    /// <summary>Whether the peer is a process of a node and the input does not say that it is another node than the endpoint's.</summary>
    private bool MayBeLocalHost(in Party self, in Party peer, Directions direction) =>
        direction == Directions.Ingress && NodeOf(peer) is { } node && (node.Length == 0 || model.Endpoints[self.Endpoint].Node.Length == 0);

    /// <summary>The node whose process the party is, which always reaches the pods it runs (Kubernetes and Calico alike); null for others.</summary>
    public string? NodeOf(in Party party)
    {
        if (EndpointOf(party) is { } endpoint)
        {
            return endpoint.Kind == EndpointKind.HostNetworkPod ? endpoint.Node : null;
        }

        return party.Address is { } address ? nodes.NodeAt(address) : null;
    }
}
