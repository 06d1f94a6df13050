using System.Collections.Immutable;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Proof;

/// <summary>Tells which packets meet conditions at a place: what <see cref="Conditions"/> tells of one packet, of all of them at once.</summary>
internal sealed class Matches(PacketBits bits, LoadedTable table, Place place)
{
    /// <summary>What is known of the sets and maps of the table.</summary>
    public SetMatches Sets { get; } = new(bits, table, place);

    private Diagrams Diagrams => bits.Diagrams;

    /// <summary>The packets that meet all of some conditions.</summary>
    public Match Of(ImmutableArray<Condition> conditions, Register register)
    {
        Diagram yes = Diagram.All;
        Diagram possible = Diagram.All;
        foreach (Condition condition in conditions)
        {
            Match match = Of(condition, register);
            yes = Diagrams.And(yes, match.Yes);
            possible = Diagrams.And(possible, Diagrams.Or(match.Yes, match.Unknown));
            if (possible.IsEmpty)
            {
                return Match.Never;
            }
        }

        return new Match(yes, Diagrams.Minus(possible, yes));
    }

    private Match Of(Condition condition, Register register)
    {
        (Match match, Diagram asked) = Plain(condition, register);
        return !condition.Negated
            ? match
            : new Match(Diagrams.Minus(asked, Diagrams.Or(match.Yes, match.Unknown)), match.Unknown);
    }

    // What holds without regard to negation, and the packets that may be asked at all: for others the opposite does not hold either.
    private (Match Match, Diagram Asked) Plain(Condition condition, Register register) => condition switch
    {
        PortCondition ports => (new Match(PortIn(ports), Diagram.None), bits.HasPorts),
        StatusCondition status => (new Match(status.IsExact ? Diagram.None : StateIn(status.Status, register), Diagram.None), Tracked(register)),
        IcmpCondition icmp => (new Match(bits.IcmpIn(icmp.Types, icmp.Codes), Diagram.None), bits.IsIcmp),
        TcpFlagsCondition flags => (new Match(bits.FlagsAre(flags.Mask, flags.Value), Diagram.None), bits.ProtocolIs(Protocol.Tcp)),
        IpsetCondition ipset => (Sets.Of(ipset, register), Diagram.All),
        LookupCondition lookup => (Sets.Of(lookup.Fields, lookup.Set, register), Diagram.All),
        AddressCondition address => (new Match(bits.Address(address.Side, address.Addresses), Diagram.None), Diagram.All),
        ProtocolCondition protocol => (new Match(bits.ProtocolIn(protocol.Protocols), Diagram.None), Diagram.All),
        InterfaceCondition name => (new Match(InterfaceIn(name), Diagram.None), Diagram.All),
        StateCondition state => (new Match(StateIn(state.States, register), Diagram.None), Diagram.All),
        FamilyCondition family => (Match.Of(family.Family == bits.Family), Diagram.All),
        MarkCondition mark => (Match.Of(((mark.Owner == MarkOwner.Packet ? register.Mark : register.ConnectionMark) & mark.Mask) == mark.Value), Diagram.All),
        LocalAddressCondition { OfInterface: true } => (Match.Open, Diagram.All),
        LocalAddressCondition { Side: PacketSide.Source } => (Match.Of(place.Path == PacketPath.Output), Diagram.All),
        LocalAddressCondition => (Match.Of(place.Path == PacketPath.Input), Diagram.All),

        // Packets come by the interface that answers leave by, and limits are not reached.
        ReversePathCondition => (Match.Always, Diagram.All),
        RateCondition rate => (Match.Of(!rate.IsOver), Diagram.All),
        _ => (Match.Open, Diagram.All),
    };

    private Diagram PortIn(PortCondition condition) => condition.Side is { } side
        ? bits.PortIn(side, condition.Ports)
        : Diagrams.Or(bits.PortIn(PacketSide.Source, condition.Ports), bits.PortIn(PacketSide.Destination, condition.Ports));

    private Diagram InterfaceIn(InterfaceCondition condition) => (condition.IsIncoming ? place.KnowsIncoming : place.KnowsOutgoing)
        ? bits.Interface(condition.IsIncoming, condition.Patterns)
        : Match.Of(condition.Patterns.Any(pattern => pattern.Matches(""))).Yes;

    private Diagram Tracked(Register register) => register.IsUntracked || !place.IsTracked
        ? Diagram.None
        : bits.StateIn(ConnectionStates.New | ConnectionStates.Established | ConnectionStates.Related);

    private Diagram StateIn(ConnectionStates states, Register register) =>
        register.IsUntracked ? Match.Of(states.HasFlag(ConnectionStates.Untracked)).Yes
        : !place.IsTracked ? Match.Of(states.HasFlag(ConnectionStates.Invalid)).Yes
        : bits.StateIn(states);
}
