using System.Runtime.InteropServices;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>A field of a packet that is looked up.</summary>
/// <param name="Address">The address, if the field is one.</param>
/// <param name="Number">The number, if it is one.</param>
/// <param name="Name">The name, if it is that of an interface.</param>
/// <param name="IsOpen">Whether its value is not known.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PacketValue(IpAddress? Address = null, uint? Number = null, string? Name = null, bool IsOpen = false)
{
    /// <summary>A field as nft looks it up.</summary>
    public static PacketValue Of(PacketField field, Packet packet) => field switch
    {
        PacketField.SourceAddress => OfAddress(PacketSide.Source, packet),
        PacketField.DestinationAddress => OfAddress(PacketSide.Destination, packet),
        PacketField.Protocol => new PacketValue(Number: packet.Protocol.Number),
        PacketField.SourcePort => OfPort(packet.SourcePort),
        PacketField.DestinationPort => OfPort(packet.DestinationPort),
        PacketField.InInterface => new PacketValue(Name: packet.InInterface),
        PacketField.OutInterface => new PacketValue(Name: packet.OutInterface),
        PacketField.Mark => new PacketValue(Number: packet.Mark),
        _ => new PacketValue(Number: (uint)packet.State),
    };

    /// <summary>A field as an ipset looks it up: what has no ports has port 0, and an ICMP message its type and code.</summary>
    public static PacketValue OfIpset(SetField field, PacketSide side, Packet packet) => field switch
    {
        SetField.Address => OfAddress(side, packet),
        SetField.Protocol => new PacketValue(Number: packet.Protocol.Number),
        SetField.Port when packet.Protocol.IsIcmp => packet is { IcmpType: { } type, IcmpCode: { } code }
            ? new PacketValue(Number: ((uint)type << 8) | code)
            : new PacketValue(IsOpen: true),
        SetField.Port => new PacketValue(Number: packet.Port(side) ?? 0),
        SetField.Interface => new PacketValue(Name: side == PacketSide.Source ? packet.InInterface : packet.OutInterface),
        SetField.Mark => new PacketValue(Number: packet.Mark),
        _ => new PacketValue(IsOpen: true),
    };

    /// <summary>Whether the value is one of those that a part of an element stands for.</summary>
    public Answer IsIn(FieldValue value)
    {
        if (IsOpen)
        {
            return Answer.Unknown;
        }

        bool isIn = value switch
        {
            AddressValue addresses => Address is { } address && addresses.Contains(address),
            NumberValue numbers => Number is { } number && numbers.Contains(number),
            InterfaceValue name => Name is not null && name.Pattern.Matches(Name),
            _ => false,
        };
        return isIn ? Answer.Yes : Answer.No;
    }

    private static PacketValue OfAddress(PacketSide side, Packet packet) => new(Address: packet.Address(side), IsOpen: packet.IsOpen(side));

    private static PacketValue OfPort(ushort? port) => new(Number: port, IsOpen: port is null);
}
