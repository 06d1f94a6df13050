using System.Collections.Immutable;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Proof;

/// <summary>How packets of one family are laid out in the bits of diagrams, and the sets that conditions stand for.</summary>
internal sealed class PacketBits
{
    private static readonly ConnectionStates[] s_states = [ConnectionStates.New, ConnectionStates.Established, ConnectionStates.Related, ConnectionStates.Invalid];

    private readonly BitRanges _state;
    private readonly BitRanges _in;
    private readonly BitRanges _out;
    private readonly BitRanges _protocol;
    private readonly BitRanges _major;
    private readonly BitRanges _minor;
    private readonly BitRanges _destination;
    private readonly BitRanges _source;
    private readonly BitRanges _flags;
    private readonly Dictionary<(PacketSide, AddressSet), Diagram> _addresses = [];
    private readonly Dictionary<TrafficSet, Diagram> _traffic = [];

    public PacketBits(IpFamily family, InterfaceNames interfaces)
    {
        (Family, Interfaces) = (family, interfaces);
        int address = family == IpFamily.V4 ? 32 : 128;
        int first = 2;
        _state = new BitRanges(Diagrams, 0, 2);
        _protocol = Next(8);
        _major = Next(16);
        _minor = Next(16);

        // What belongs together stands together: a pod's interface tells its address, and diagrams are small then.
        _in = Next(interfaces.Width);
        _source = Next(address);
        _out = Next(interfaces.Width);
        _destination = Next(address);
        _flags = Next(8);
        HasPorts = Diagrams.Or(Diagrams.Or(ProtocolIs(Protocol.Tcp), ProtocolIs(Protocol.Udp)), ProtocolIs(Protocol.Sctp));
        IsIcmp = Diagrams.Or(ProtocolIs(Protocol.Icmp), ProtocolIs(Protocol.IcmpV6));
        (UInt128, UInt128) all = (0, (UInt128)(interfaces.Names.Length - 1));
        Diagram noNumbers = Diagrams.And(_major.Of(0), _minor.Of(0));
        Diagram bytes = Diagrams.And(_major.Of([(0, byte.MaxValue)]), _minor.Of([(0, byte.MaxValue)]));
        Diagram numbers = Diagrams.Or(HasPorts, Diagrams.Or(Diagrams.And(IsIcmp, bytes), Diagrams.Minus(noNumbers, IsIcmp)));
        Valid = Diagrams.And(numbers, Diagrams.And(_in.Of([all]), _out.Of([all])));

        BitRanges Next(int width)
        {
            var ranges = new BitRanges(Diagrams, first, width);
            first += width;
            return ranges;
        }
    }

    public Diagrams Diagrams { get; } = new();

    public IpFamily Family { get; }

    public InterfaceNames Interfaces { get; }

    /// <summary>The packets that there can be: all others stand for none.</summary>
    public Diagram Valid { get; }

    public Diagram HasPorts { get; }

    public Diagram IsIcmp { get; }

    public Diagram Address(PacketSide side, AddressSet addresses)
    {
        if (!_addresses.TryGetValue((side, addresses), out Diagram known))
        {
            BitRanges field = side == PacketSide.Source ? _source : _destination;
            known = Family == IpFamily.V4
                ? field.Of([.. addresses.V4.Intervals.Select(interval => ((UInt128)interval.Low, (UInt128)interval.High))])
                : field.Of([.. addresses.V6.Intervals.Select(interval => ((UInt128)interval.Low, (UInt128)interval.High))]);
            _addresses.Add((side, addresses), known);
        }

        return known;
    }

    public Diagram ProtocolIs(Protocol protocol) => _protocol.Of(protocol.Number);

    public Diagram ProtocolIn(IntervalSet<byte> protocols) => _protocol.Of(protocols);

    /// <summary>The packets with ports of which that of a side lies in a set.</summary>
    public Diagram PortIn(PacketSide side, IntervalSet<ushort> ports) => Diagrams.And(HasPorts, Number(side).Of(ports));

    /// <summary>The ICMP messages of some types and codes.</summary>
    public Diagram IcmpIn(IntervalSet<byte> types, IntervalSet<byte> codes) =>
        Diagrams.And(IsIcmp, Diagrams.And(_major.Of(types), _minor.Of(codes)));

    /// <summary>The segments of TCP of whose flags in the mask exactly some are set.</summary>
    public Diagram FlagsAre(byte mask, byte value) => Diagrams.And(
        ProtocolIs(Protocol.Tcp),
        _flags.Of(IntervalSet<byte>.FromIntervals(Enumerable.Range(0, 256).Where(flags => (flags & mask) == value).Select(flags => new Interval<byte>((byte)flags, (byte)flags)))));

    public Diagram Interface(bool isIncoming, ImmutableArray<InterfacePattern> patterns) => (isIncoming ? _in : _out).Of(Interfaces.NumbersOf(patterns));

    /// <summary>The packets of a connection in one of some states, of those that exclude each other.</summary>
    public Diagram StateIn(ConnectionStates states)
    {
        Diagram all = Diagram.None;
        for (int number = 0; number < s_states.Length; number++)
        {
            all = (states & s_states[number]) != ConnectionStates.None ? Diagrams.Or(all, _state.Of((UInt128)number)) : all;
        }

        return all;
    }

    public Diagram Traffic(TrafficSet traffic)
    {
        if (!_traffic.TryGetValue(traffic, out Diagram known))
        {
            known = Diagram.None;
            foreach (TrafficBox box in traffic.Boxes)
            {
                Diagram numbers = Diagrams.And(_major.Of([(box.Majors.Low, box.Majors.High)]), _minor.Of([(box.Minors.Low, box.Minors.High)]));
                known = Diagrams.Or(known, Diagrams.And(_protocol.Of([(box.Protocols.Low, box.Protocols.High)]), numbers));
            }

            _traffic.Add(traffic, known);
        }

        return known;
    }

    /// <summary>The addresses and the traffic of one packet of a set.</summary>
    public (IpAddress Source, IpAddress Destination, TrafficPoint Traffic) PickFlow(Diagram set)
    {
        HashSet<int> bits = Diagrams.Pick(Diagrams.And(set, Valid));
        var traffic = new TrafficPoint(new Protocol((byte)_protocol.Read(bits)), (ushort)_major.Read(bits), (ushort)_minor.Read(bits));
        return (AddressOf(_source.Read(bits)), AddressOf(_destination.Read(bits)), traffic);
    }

    /// <summary>One packet of a set.</summary>
    public Packet Pick(Diagram set, PacketPath path)
    {
        HashSet<int> bits = Diagrams.Pick(Diagrams.And(set, Valid));
        var protocol = new Protocol((byte)_protocol.Read(bits));
        var major = (ushort)_major.Read(bits);
        var minor = (ushort)_minor.Read(bits);
        return new Packet
        {
            Source = AddressOf(_source.Read(bits)),
            Destination = AddressOf(_destination.Read(bits)),
            Protocol = protocol,
            SourcePort = protocol.HasPorts ? minor : null,
            DestinationPort = protocol.HasPorts ? major : null,
            IcmpType = protocol.IsIcmp ? (byte)major : null,
            IcmpCode = protocol.IsIcmp ? (byte)minor : null,
            Flags = protocol == Protocol.Tcp ? (byte)_flags.Read(bits) : null,
            InInterface = path == PacketPath.Output ? "" : Interfaces.Names[(int)_in.Read(bits)],
            OutInterface = path == PacketPath.Input ? "" : Interfaces.Names[(int)_out.Read(bits)],
            State = s_states[(int)_state.Read(bits)],
            SourceIsLocal = path == PacketPath.Output,
            DestinationIsLocal = path == PacketPath.Input,
        };
    }

    private BitRanges Number(PacketSide side) => side == PacketSide.Source ? _minor : _major;

    private IpAddress AddressOf(UInt128 value) => Family == IpFamily.V4 ? IpAddress.V4((uint)value) : IpAddress.V6(value);
}
