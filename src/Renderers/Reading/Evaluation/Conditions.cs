using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>Tells whether a packet meets a condition.</summary>
internal static class Conditions
{
    public static Answer Of(Condition condition, Packet packet, LoadedTable table)
    {
        Answer answer = condition switch
        {
            // What a packet must have to be asked at all; without it the opposite does not hold either.
            PortCondition when packet.SourcePort is null || packet.DestinationPort is null => NeverFor(condition),
            StatusCondition when !packet.IsTracked => NeverFor(condition),
            IcmpCondition when packet.IcmpType is null || packet.IcmpCode is null =>
                packet.Protocol.IsIcmp ? Answer.Unknown : NeverFor(condition),
            IpsetCondition ipset => Lookups.Of(ipset, packet, table),
            LookupCondition lookup => Lookups.Of(lookup.Fields, lookup.Set, packet, table).Answer,
            AddressCondition address when packet.IsOpen(address.Side) => Answer.Unknown,
            UnknownCondition => Answer.Unknown,
            TcpFlagsCondition flags => Of(flags, packet),
            _ => Holds(condition, packet) ? Answer.Yes : Answer.No,
        };
        return answer == Answer.Unknown || !condition.Negated ? answer : answer == Answer.Yes ? Answer.No : Answer.Yes;
    }

    private static Answer NeverFor(Condition condition) => condition.Negated ? Answer.Yes : Answer.No;

    private static bool Holds(Condition condition, Packet packet) => condition switch
    {
        AddressCondition address => address.Addresses.Contains(packet.Address(address.Side)),
        FamilyCondition family => packet.Family == family.Family,
        ProtocolCondition protocol => protocol.Protocols.Contains(packet.Protocol.Number),
        PortCondition ports => HasPort(ports, packet),
        IcmpCondition icmp => icmp.Types.Contains(packet.IcmpType.GetValueOrDefault()) && icmp.Codes.Contains(packet.IcmpCode.GetValueOrDefault()),
        MarkCondition mark => ((mark.Owner == MarkOwner.Packet ? packet.Mark : packet.ConnectionMark) & mark.Mask) == mark.Value,
        InterfaceCondition name => HasInterface(name.Patterns, name.IsIncoming ? packet.InInterface : packet.OutInterface),
        StateCondition state => (state.States & States(packet)) != ConnectionStates.None,
        StatusCondition status => !status.IsExact && (status.Status & States(packet)) != ConnectionStates.None,
        LocalAddressCondition { Side: PacketSide.Source } local => local.OfInterface ? packet.SourceIsOfInterface : packet.SourceIsLocal,
        LocalAddressCondition local => local.OfInterface ? packet.DestinationIsOfInterface : packet.DestinationIsLocal,
        ReversePathCondition => !packet.ReversePathFails,
        RateCondition rate => !rate.IsOver,
        _ => false,
    };

    /// <summary>The state of a packet, with what was translated of its connection.</summary>
    public static ConnectionStates States(Packet packet) =>
        !packet.IsTracked
            ? packet.State
            : packet.State
                | (packet.SourceTranslated ? ConnectionStates.SourceTranslated : ConnectionStates.None)
                | (packet.DestinationTranslated ? ConnectionStates.DestinationTranslated : ConnectionStates.None);

    private static bool HasPort(PortCondition condition, Packet packet) => condition.Side is { } side
        ? condition.Ports.Contains(packet.Port(side).GetValueOrDefault())
        : condition.Ports.Contains(packet.SourcePort.GetValueOrDefault()) || condition.Ports.Contains(packet.DestinationPort.GetValueOrDefault());

    private static bool HasInterface(ImmutableArray<InterfacePattern> patterns, string name)
    {
        foreach (InterfacePattern pattern in patterns)
        {
            if (pattern.Matches(name))
            {
                return true;
            }
        }

        return false;
    }

    private static Answer Of(TcpFlagsCondition condition, Packet packet) =>
        packet.Protocol != Protocol.Tcp ? NeverFor(condition)
        : packet.Flags is not { } flags ? Answer.Unknown
        : (flags & condition.Mask) == condition.Value ? Answer.Yes : Answer.No;
}
