using System.Collections.Immutable;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Proof;

/// <summary>Tells which packets are in sets: what <see cref="Lookups"/> tells of one packet, of all of them at once.</summary>
internal sealed class SetMatches(PacketBits bits, LoadedTable table, Place place)
{
    private const int DeepestList = 1;

    private readonly Dictionary<(string Set, string Fields), Match> _known = [];

    private Diagrams Diagrams => bits.Diagrams;

    public Match Of(ImmutableArray<PacketField> fields, string name, Register register)
    {
        (string, string) key = (name, string.Join(' ', fields));
        if (!_known.TryGetValue(key, out Match match))
        {
            match = table.Sets.TryGetValue(name, out LoadedSet? set) && set.Fields.Length == fields.Length ? Find(set, fields, register) : Match.Open;

            // What rules write is not the same each time.
            if (!fields.Contains(PacketField.Mark) && !fields.Contains(PacketField.State))
            {
                _known.Add(key, match);
            }
        }

        return match;
    }

    public Match Of(IpsetCondition condition, Register register)
    {
        if (!table.Sets.TryGetValue(condition.Set, out LoadedSet? set))
        {
            return Match.Open;
        }

        // What rules write is not the same each time, and members of a list may ask for it.
        if (set.Fields.Any(field => field is SetField.Mark or SetField.Set))
        {
            return Of(set, condition.Sides, register, DeepestList);
        }

        (string, string) key = (condition.Set, string.Join(',', condition.Sides));
        if (!_known.TryGetValue(key, out Match match))
        {
            _known.Add(key, match = Of(set, condition.Sides, register, DeepestList));
        }

        return match;
    }

    /// <summary>The packets of which an element of a set or map is found, and those of which that is not known.</summary>
    public Match Of(SetElement element, ImmutableArray<PacketField> fields, Register register)
    {
        Diagram yes = element.Values.Length == fields.Length ? Diagram.All : Diagram.None;
        Diagram open = Diagram.None;
        for (int index = 0; index < fields.Length && !yes.IsEmpty; index++)
        {
            Match part = FieldIn(fields[index], element.Values[index], register);
            yes = Diagrams.And(yes, Diagrams.Or(part.Yes, part.Unknown));
            open = Diagrams.Or(open, part.Unknown);
        }

        open = Diagrams.And(yes, open);
        return new Match(Diagrams.Minus(yes, open), open);
    }

    private Match Find(LoadedSet set, ImmutableArray<PacketField> fields, Register register)
    {
        if (set.Addresses is { } addresses && fields is [PacketField.SourceAddress or PacketField.DestinationAddress])
        {
            return new Match(bits.Address(fields[0] == PacketField.SourceAddress ? PacketSide.Source : PacketSide.Destination, addresses), Diagram.None);
        }

        return Fold(set.Elements.Select(element => (element, Of(element, fields, register))));
    }

    // Wide elements first: what is narrower counts instead.
    private Match Fold(IEnumerable<(SetElement Element, Match Match)> elements)
    {
        (SetElement Element, Match Match)[] all = [.. elements];
        Match whole = Union(all.Where(entry => !entry.Element.IsException).Select(entry => entry.Match));
        if (!all.Any(entry => entry.Element.IsException))
        {
            return whole;
        }

        Diagram yes = Diagram.None;
        foreach ((SetElement element, Match match) in all.OrderByDescending(entry => Width(entry.Element, 0)).ThenByDescending(entry => Width(entry.Element, 1)).ThenBy(entry => entry.Element.IsException))
        {
            yes = element.IsException ? Diagrams.Minus(yes, match.Yes) : Diagrams.Or(yes, match.Yes);
        }

        return new Match(yes, whole.Unknown);
    }

    private Match Union(IEnumerable<Match> matches)
    {
        Match[] all = [.. matches];
        Diagram yes = Diagrams.Union(all.Select(match => match.Yes));
        return new Match(yes, Diagrams.Minus(Diagrams.Union(all.Select(match => match.Unknown)), yes));
    }

    private static UInt128 Width(SetElement element, int part) =>
        element.Values.OfType<AddressValue>().ElementAtOrDefault(part) is { } value ? (UInt128)value.High.Value - (UInt128)value.Low.Value : 0;

    private Match FieldIn(PacketField field, FieldValue value, Register register) => (field, value) switch
    {
        (PacketField.SourceAddress, AddressValue range) => AddressIn(PacketSide.Source, range),
        (PacketField.DestinationAddress, AddressValue range) => AddressIn(PacketSide.Destination, range),
        (PacketField.Protocol, NumberValue range) => new Match(bits.ProtocolIn(Bytes(range)), Diagram.None),
        (PacketField.SourcePort, NumberValue range) => new Match(bits.PortIn(PacketSide.Source, Ports(range)), Diagrams.Not(bits.HasPorts)),
        (PacketField.DestinationPort, NumberValue range) => new Match(bits.PortIn(PacketSide.Destination, Ports(range)), Diagrams.Not(bits.HasPorts)),
        (PacketField.InInterface, InterfaceValue name) => InterfaceIn(isIncoming: true, place.KnowsIncoming, name),
        (PacketField.OutInterface, InterfaceValue name) => InterfaceIn(isIncoming: false, place.KnowsOutgoing, name),
        (PacketField.Mark, NumberValue range) => Match.Of(range.Contains(register.Mark)),
        (PacketField.State, NumberValue range) => StateIn(range, register),
        _ => Match.Never,
    };

    private Match StateIn(NumberValue range, Register register)
    {
        if (register.IsUntracked || !place.IsTracked)
        {
            return Match.Of(range.Contains((uint)(register.IsUntracked ? ConnectionStates.Untracked : ConnectionStates.Invalid)));
        }

        ConnectionStates states = ConnectionStates.None;
        foreach (ConnectionStates state in (ReadOnlySpan<ConnectionStates>)[ConnectionStates.New, ConnectionStates.Established, ConnectionStates.Related, ConnectionStates.Invalid])
        {
            states |= range.Contains((uint)state) ? state : ConnectionStates.None;
        }

        return new Match(bits.StateIn(states), Diagram.None);
    }

    private Match InterfaceIn(bool isIncoming, bool isKnown, InterfaceValue name) => isKnown
        ? new Match(bits.Interface(isIncoming, [name.Pattern]), Diagram.None)
        : Match.Of(name.Pattern.Matches(""));

    private Match AddressIn(PacketSide side, AddressValue range) => range.Low.Family == bits.Family
        ? new Match(bits.Address(side, AddressSet.FromRange(range.Low, range.High)), Diagram.None)
        : Match.Never;

    private Match Of(LoadedSet set, ImmutableArray<PacketSide> sides, Register register, int depth)
    {
        if (set.Fields is [SetField.Set])
        {
            return Union(set.Elements.Select(element =>
                depth > 0 && element.Values is [SetValue { Name: var name }] && table.Sets.TryGetValue(name, out LoadedSet? member)
                    ? Of(member, sides, register, depth - 1)
                    : Match.Open));
        }

        if (set.Fields.Contains(SetField.Unknown))
        {
            return Match.Open;
        }

        if (sides.Length < set.Dimensions || (set.Family is { } family && family != bits.Family))
        {
            return Match.Never;
        }

        return set.Addresses is { } addresses
            ? new Match(bits.Address(sides[0], addresses), Diagram.None)
            : Fold(set.Elements.Select(element => (element, Of(element, set, sides, register))));
    }

    private Match Of(SetElement element, LoadedSet set, ImmutableArray<PacketSide> sides, Register register)
    {
        Diagram yes = element.Values.Length == set.Fields.Length ? Diagram.All : Diagram.None;
        int dimension = -1;
        for (int field = 0; field < set.Fields.Length && !yes.IsEmpty; field++)
        {
            // A protocol shares the side of the port behind it.
            dimension += field > 0 && set.Fields[field - 1] == SetField.Protocol ? 0 : 1;
            yes = Diagrams.And(yes, PartIn(set.Fields[field], element.Values[field], sides[dimension], register));
        }

        return new Match(yes, Diagram.None);
    }

    private Diagram PartIn(SetField field, FieldValue value, PacketSide side, Register register) => (field, value) switch
    {
        (SetField.Address, AddressValue range) => AddressIn(side, range).Yes,
        (SetField.Protocol, NumberValue range) => bits.ProtocolIn(Bytes(range)),
        (SetField.Port, NumberValue range) => PortIn(side, range),
        (SetField.Interface, InterfaceValue name) => InterfaceIn(side == PacketSide.Source, side == PacketSide.Source ? place.KnowsIncoming : place.KnowsOutgoing, name).Yes,
        (SetField.Mark, NumberValue range) => Match.Of(range.Contains(register.Mark)).Yes,
        _ => Diagram.None,
    };

    // What has no ports has port 0, and an ICMP message its type and code.
    private Diagram PortIn(PacketSide side, NumberValue range)
    {
        Diagram all = Diagrams.Or(bits.PortIn(side, Ports(range)), range.Contains(0) ? Diagrams.Not(Diagrams.Or(bits.HasPorts, bits.IsIcmp)) : Diagram.None);
        for (uint type = range.Low >> 8; type <= Math.Min(range.High >> 8, byte.MaxValue); type++)
        {
            var codes = IntervalSet<byte>.Of(type == range.Low >> 8 ? (byte)(range.Low & byte.MaxValue) : byte.MinValue, type == range.High >> 8 ? (byte)(range.High & byte.MaxValue) : byte.MaxValue);
            all = Diagrams.Or(all, bits.IcmpIn(IntervalSet<byte>.Of((byte)type), codes));
        }

        return all;
    }

    private static IntervalSet<byte> Bytes(NumberValue range) =>
        range.Low > byte.MaxValue ? IntervalSet<byte>.Empty : IntervalSet<byte>.Of((byte)range.Low, (byte)Math.Min(range.High, byte.MaxValue));

    private static IntervalSet<ushort> Ports(NumberValue range) =>
        range.Low > ushort.MaxValue ? IntervalSet<ushort>.Empty : IntervalSet<ushort>.Of((ushort)range.Low, (ushort)Math.Min(range.High, ushort.MaxValue));
}
