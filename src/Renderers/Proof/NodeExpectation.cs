using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Proof;

/// <summary>What policies say of the packets that begin a connection, by their way through a node.</summary>
internal sealed class NodeExpectation
{
    private readonly PolicySnapshot _snapshot;
    private readonly NodeState _state;
    private readonly PacketBits _bits;
    private readonly NodeSides _sides;
    private readonly ScopeDecisionBuilder _builder;
    private readonly RenderScope _scope;

    public NodeExpectation(PolicySnapshot snapshot, NodeState state, PacketBits bits)
    {
        (_snapshot, _state, _bits) = (snapshot, state, bits);
        _sides = new NodeSides(snapshot, state, bits);
        _builder = new ScopeDecisionBuilder(snapshot);
        _scope = new RenderScope(state.Name, _sides.Pods);
    }

    private Diagrams Diagrams => _bits.Diagrams;

    /// <summary>The packets that are to get through. What is neither among them nor among those to be dropped is left open.</summary>
    public Diagram Allowed(PacketPath path) => Ordinary(path, Of(path, decisions => decisions.Allowed, (one, other) => Diagrams.And(one, other)));

    /// <summary>The packets that are to be dropped.</summary>
    public Diagram Denied(PacketPath path) => Ordinary(path, Of(path, decisions => decisions.Denied, (one, other) => Diagrams.Or(one, other)));

    /// <summary>The packets of connections that have been let through, which are to get through.</summary>
    public Diagram AllowedReplies(PacketPath path) => Replies(path, ConnectionStates.Established | ConnectionStates.Related);

    /// <summary>The packets that can neither belong to a connection nor begin one, which are to be dropped.</summary>
    public Diagram DeniedReplies(PacketPath path) => _state.Settings.DisableConntrackInvalidCheck || path != PacketPath.Forward ? Diagram.None : Replies(path, ConnectionStates.Invalid);

    // Untracked policies, which host endpoints may have, know of no connections; neither does anybody of those of packets that wrap others.
    private Diagram Replies(PacketPath path, ConnectionStates states) => _sides.HasHosts
        ? Diagram.None
        : Diagrams.And(Diagrams.And(_bits.Valid, Diagrams.Minus(_bits.StateIn(states), Wrapped())), path switch
        {
            PacketPath.Forward => Diagrams.Or(
                Diagrams.Or(_sides.Between, Diagrams.And(_sides.FromPods, AnyOf(_sides.ToOutside, _sides.ToOtherPods))),
                Diagrams.And(Diagrams.Or(_sides.FromOutside, _sides.FromOtherPods), _sides.ToPods)),
            PacketPath.Input => Diagrams.And(_sides.FromPods, _bits.Address(PacketSide.Destination, _sides.HostAddresses)),
            _ => Diagrams.And(_bits.Address(PacketSide.Source, _sides.HostAddresses), _sides.ToPods),
        });

    private Diagram Of(PacketPath path, Func<HalfDecisions, TrafficSet> part, Func<Diagram, Diagram, Diagram> both)
    {
        Diagram egress = path == PacketPath.Output ? Hosts(Directions.Egress, part) : Decided(_builder.Build(_scope, Directions.Egress, _bits.Family, part));
        Diagram ingress = path == PacketPath.Input ? Hosts(Directions.Ingress, part) : Decided(_builder.Build(_scope, Directions.Ingress, _bits.Family, part));
        return path switch
        {
            PacketPath.Forward => AnyOf(
                Diagrams.And(_sides.Between, both(egress, ingress)),
                Diagrams.And(Diagrams.And(_sides.FromPods, Diagrams.Or(_sides.ToOutside, _sides.ToOtherPods)), egress),
                Diagrams.And(Diagrams.And(Diagrams.Or(_sides.FromOutside, _sides.FromOtherPods), _sides.ToPods), ingress)),
            PacketPath.Input => AnyOf(
                Diagrams.And(Diagrams.And(_sides.FromPods, _bits.Address(PacketSide.Destination, _sides.HostAddresses)), both(egress, ingress)),
                Diagrams.And(AtHost(PacketSide.Source), ingress)),
            _ => AnyOf(
                Diagrams.And(Diagrams.And(_bits.Address(PacketSide.Source, _sides.HostAddresses), _sides.ToPods), both(egress, ingress)),
                Diagrams.And(AtHost(PacketSide.Destination), egress)),
        };
    }

    private Diagram Hosts(Directions direction, Func<HalfDecisions, TrafficSet> part) =>
        Diagrams.Union(Own().Select(address => Decided(_builder.BuildHost(address, _sides.Pods, direction, part))));

    private Diagram AtHost(PacketSide outside) => Diagrams.Union(Own().Select(address => _sides.OutsideAt(address, outside)));

    private IEnumerable<IpAddress> Own() => _snapshot.Model.Nodes
        .Where(known => known.Name == _state.Name)
        .SelectMany(known => known.Addresses)
        .Where(address => address.Family == _bits.Family);

    private Diagram AnyOf(params IEnumerable<Diagram> sets) => Diagrams.Union(sets);

    private Diagram Decided(ScopeDecision? decision)
    {
        (PacketSide local, PacketSide remote) = decision?.Direction == Directions.Egress ? (PacketSide.Source, PacketSide.Destination) : (PacketSide.Destination, PacketSide.Source);
        return Diagrams.Union((decision?.Permits ?? []).Select(permit => Diagrams.And(
            _bits.Traffic(permit.Traffic),
            Diagrams.And(_bits.Address(local, permit.Local), _bits.Address(remote, permit.Remote)))));
    }

    // More decides about packets that wrap others where pods send them, or where no host endpoint governs who receives them; and no
    // packet is an ICMP message of the other family.
    private Diagram Ordinary(PacketPath path, Diagram packets)
    {
        Diagram wrapped = Wrapped();
        Diagram special = Diagrams.Or(path == PacketPath.Input && !_sides.HasHosts ? wrapped : Diagrams.And(wrapped, _sides.FromPods), _bits.ProtocolIs(_bits.Family == IpFamily.V4 ? Protocol.IcmpV6 : Protocol.Icmp));
        return Diagrams.Minus(Diagrams.And(packets, Diagrams.And(_bits.Valid, _bits.StateIn(ConnectionStates.New))), special);
    }

    private Diagram Wrapped() => Diagrams.Or(
        _bits.ProtocolIs(new Protocol(4)),
        _bits.Traffic(TrafficSet.Ports(Protocol.Udp, IntervalSet<ushort>.Of(_snapshot.Model.Felix.Of(_state.Name).VxlanPort))));
}
