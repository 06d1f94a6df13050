using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Proof;

/// <summary>What policies say of the packets that begin a connection, by their way through a node.</summary>
internal sealed class NodeExpectation(PolicySnapshot snapshot, string node, NodeSides sides, PacketBits bits)
{
    private readonly ScopeDecisionBuilder _builder = new(snapshot);
    private readonly RenderScope _scope = new(node, sides.Pods);

    private Diagrams Diagrams => bits.Diagrams;

    /// <summary>The packets that are to get through. What is neither among them nor among those to be dropped is left open.</summary>
    public Diagram Allowed(PacketPath path) => Ordinary(path, Of(path, decisions => decisions.Allowed, (one, other) => Diagrams.And(one, other)));

    /// <summary>The packets that are to be dropped.</summary>
    public Diagram Denied(PacketPath path) => Ordinary(path, Of(path, decisions => decisions.Denied, (one, other) => Diagrams.Or(one, other)));

    private Diagram Of(PacketPath path, Func<HalfDecisions, TrafficSet> part, Func<Diagram, Diagram, Diagram> both)
    {
        Diagram egress = path == PacketPath.Output ? Hosts(Directions.Egress, part) : Decided(_builder.Build(_scope, Directions.Egress, bits.Family, part));
        Diagram ingress = path == PacketPath.Input ? Hosts(Directions.Ingress, part) : Decided(_builder.Build(_scope, Directions.Ingress, bits.Family, part));
        return path switch
        {
            PacketPath.Forward => AnyOf(
                Diagrams.And(Diagrams.And(sides.FromPods, sides.ToPods), both(egress, ingress)),
                Diagrams.And(Diagrams.And(sides.FromPods, Diagrams.Or(sides.ToOutside, sides.ToOtherPods)), egress),
                Diagrams.And(Diagrams.And(Diagrams.Or(sides.FromOutside, sides.FromOtherPods), sides.ToPods), ingress)),
            PacketPath.Input => AnyOf(
                Diagrams.And(Diagrams.And(sides.FromPods, bits.Address(PacketSide.Destination, sides.HostAddresses)), both(egress, ingress)),
                Diagrams.And(AtHost(PacketSide.Source), ingress)),
            _ => AnyOf(
                Diagrams.And(Diagrams.And(bits.Address(PacketSide.Source, sides.HostAddresses), sides.ToPods), both(egress, ingress)),
                Diagrams.And(AtHost(PacketSide.Destination), egress)),
        };
    }

    private Diagram Hosts(Directions direction, Func<HalfDecisions, TrafficSet> part) =>
        Own().Aggregate(Diagram.None, (all, address) => Diagrams.Or(all, Decided(_builder.BuildHost(address, sides.Pods, direction, part))));

    private Diagram AtHost(PacketSide outside) => Own().Aggregate(Diagram.None, (all, address) => Diagrams.Or(all, sides.OutsideAt(address, outside)));

    private IEnumerable<IpAddress> Own() => snapshot.Model.Nodes
        .Where(known => known.Name == node)
        .SelectMany(known => known.Addresses)
        .Where(address => address.Family == bits.Family);

    private Diagram AnyOf(params ReadOnlySpan<Diagram> sets)
    {
        Diagram all = Diagram.None;
        foreach (Diagram set in sets)
        {
            all = Diagrams.Or(all, set);
        }

        return all;
    }

    private Diagram Decided(ScopeDecision? decision)
    {
        (PacketSide local, PacketSide remote) = decision?.Direction == Directions.Egress ? (PacketSide.Source, PacketSide.Destination) : (PacketSide.Destination, PacketSide.Source);
        Diagram all = Diagram.None;
        foreach (ScopePermit permit in decision?.Permits ?? [])
        {
            Diagram addresses = Diagrams.And(bits.Address(local, permit.Local), bits.Address(remote, permit.Remote));
            all = Diagrams.Or(all, Diagrams.And(bits.Traffic(permit.Traffic), addresses));
        }

        return all;
    }

    // More decides about packets that wrap others where pods send them, or where no host endpoint governs who receives them; and no
    // packet is an ICMP message of the other family.
    private Diagram Ordinary(PacketPath path, Diagram packets)
    {
        Diagram wrapped = Diagrams.Or(
            bits.ProtocolIs(new Protocol(4)),
            bits.Traffic(TrafficSet.Ports(Protocol.Udp, IntervalSet<ushort>.Of(snapshot.Model.Felix.Of(node).VxlanPort))));
        Diagram special = Diagrams.Or(path == PacketPath.Input && !sides.HasHosts ? wrapped : Diagrams.And(wrapped, sides.FromPods), bits.ProtocolIs(bits.Family == IpFamily.V4 ? Protocol.IcmpV6 : Protocol.Icmp));
        return Diagrams.Minus(Diagrams.And(packets, Diagrams.And(bits.Valid, bits.StateIn(ConnectionStates.New))), special);
    }
}
