using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading;

/// <summary>
/// The packet is in an ipset. The set's own type tells what is looked up; a side is named for each of its parts. Where
/// fewer are named than the set has parts, nothing is in it.
/// </summary>
internal sealed record IpsetCondition(string Set, ImmutableArray<PacketSide> Sides) : Condition;

/// <summary>The fields of the packet, joined, are an element of a set of the table.</summary>
internal sealed record LookupCondition(ImmutableArray<PacketField> Fields, string Set) : Condition;

/// <summary>What can be looked up in a set.</summary>
internal enum PacketField
{
    SourceAddress,
    DestinationAddress,
    Protocol,
    SourcePort,
    DestinationPort,
    InInterface,
    OutInterface,
    Mark,
    State,
}
