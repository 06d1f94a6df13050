using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

internal enum PacketSide
{
    Source,
    Destination,
}

/// <summary>The address of a side lies in a set.</summary>
internal sealed record AddressCondition(PacketSide Side, AddressSet Addresses) : Condition;

/// <summary>The packet is of a family.</summary>
internal sealed record FamilyCondition(IpFamily Family) : Condition;

/// <summary>The protocol is one of some.</summary>
internal sealed record ProtocolCondition(IntervalSet<byte> Protocols) : Condition;

/// <summary>The port of a side lies in a set; a packet without ports fails it, negated or not.</summary>
/// <param name="Side">The side; null where the port of either may be the one.</param>
/// <param name="Ports">The ports.</param>
internal sealed record PortCondition(PacketSide? Side, IntervalSet<ushort> Ports) : Condition;

/// <summary>An ICMP message is of these types and codes. The opposite is that it is not of both.</summary>
internal sealed record IcmpCondition(IntervalSet<byte> Types, IntervalSet<byte> Codes) : Condition;

/// <summary>Of the flags in <paramref name="Mask"/> exactly those in <paramref name="Value"/> are set.</summary>
internal sealed record TcpFlagsCondition(byte Mask, byte Value) : Condition;

/// <summary>The packet came in or goes out by an interface of one of the names; where there is none, its name is empty.</summary>
internal sealed record InterfaceCondition(bool IsIncoming, ImmutableArray<InterfacePattern> Patterns) : Condition;
