using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>A packet, with what the host knows of it.</summary>
internal sealed record Packet
{
    public required IpAddress Source { get; init; }

    public required IpAddress Destination { get; init; }

    public required Protocol Protocol { get; init; }

    public ushort? SourcePort { get; init; }

    public ushort? DestinationPort { get; init; }

    public byte? IcmpType { get; init; }

    public byte? IcmpCode { get; init; }

    /// <summary>The flags of a TCP segment; null if nobody knows.</summary>
    public byte? Flags { get; init; }

    /// <summary>The interface it comes by; empty for a packet of the host itself.</summary>
    public string InInterface { get; init; } = "";

    /// <summary>The interface it leaves by; empty for a packet to the host itself.</summary>
    public string OutInterface { get; init; } = "";

    /// <summary>What connection tracking says: one of the states that exclude each other.</summary>
    public ConnectionStates State { get; init; } = ConnectionStates.New;

    public bool SourceTranslated { get; init; }

    public bool DestinationTranslated { get; init; }

    public bool SourceIsLocal { get; init; }

    public bool DestinationIsLocal { get; init; }

    /// <summary>Whether the source is an address of the interface that the packet comes or goes by.</summary>
    public bool SourceIsOfInterface { get; init; }

    /// <summary>Whether the destination is an address of the interface that the packet comes or goes by.</summary>
    public bool DestinationIsOfInterface { get; init; }

    /// <summary>Whether an answer would leave by another interface than the one that the packet came by.</summary>
    public bool ReversePathFails { get; init; }

    public uint Mark { get; init; }

    public uint ConnectionMark { get; init; }

    /// <summary>Whether the source was translated to something that the rules leave open.</summary>
    public bool SourceIsOpen { get; init; }

    /// <summary>Whether the destination was translated to something that the rules leave open.</summary>
    public bool DestinationIsOpen { get; init; }

    public IpFamily Family => Source.Family;

    /// <summary>Whether it belongs to a connection.</summary>
    public bool IsTracked => State is ConnectionStates.New or ConnectionStates.Established or ConnectionStates.Related;

    public IpAddress Address(PacketSide side) => side == PacketSide.Source ? Source : Destination;

    public ushort? Port(PacketSide side) => side == PacketSide.Source ? SourcePort : DestinationPort;

    public bool IsOpen(PacketSide side) => side == PacketSide.Source ? SourceIsOpen : DestinationIsOpen;
}
