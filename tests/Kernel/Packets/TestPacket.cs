using System.Runtime.InteropServices;
using PolicyEngine.Sets;

namespace Kernel.Tests.Packets;

/// <summary>What a packet says that a test makes.</summary>
/// <param name="Source">Where it is from.</param>
/// <param name="Destination">Where it goes.</param>
/// <param name="Traffic">Protocol and ports, or type and code.</param>
/// <param name="Number">What it is known by: its last four bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TestPacket(IpAddress Source, IpAddress Destination, TrafficPoint Traffic, uint Number)
{
    public PacketKind Kind { get; init; }

    /// <summary>What a reply refers to: TCP's sequence number, SCTP's tag, the identifier of a message.</summary>
    public uint Reference { get; init; } = 1;

    /// <summary>What it carries of its own, for a reply to refer to.</summary>
    public uint Tag => 1000 + (Number & 0xffff);

    public bool IsV6 => Source.Family == IpFamily.V6;
}

/// <summary>What a packet is in a connection.</summary>
internal enum PacketKind
{
    /// <summary>It begins one.</summary>
    First,

    /// <summary>It answers the first.</summary>
    Reply,

    /// <summary>It looks as from the middle of one.</summary>
    Middle,
}
