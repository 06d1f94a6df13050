using System.Buffers.Binary;
using PolicyEngine.Sets;

namespace Kernel.Tests.Packets;

/// <summary>Reads of packets what answers to them need.</summary>
internal static class PacketReader
{
    /// <summary>The number of the packet, its last four bytes.</summary>
    public static uint NumberOf(ReadOnlySpan<byte> packet) => packet.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(packet[^4..]);

    /// <summary>The answer to the first packet of a connection, as it arrived; null where its protocol has none.</summary>
    public static TestPacket? ReplyTo(ReadOnlySpan<byte> packet, uint number)
    {
        bool isV6 = packet[0] >> 4 == 6;
        ReadOnlySpan<byte> payload = packet[(isV6 ? 40 : 20)..];
        var protocol = new Protocol(isV6 ? packet[6] : packet[9]);
        IpAddress source = AddressBytes.Read(isV6 ? packet.Slice(8, 16) : packet.Slice(12, 4));
        IpAddress destination = AddressBytes.Read(isV6 ? packet.Slice(24, 16) : packet.Slice(16, 4));
        return Traffic(protocol, payload) is not { } traffic ? null : new TestPacket(destination, source, traffic, number)
        {
            Kind = PacketKind.Reply,
            Reference = protocol.Number switch
            {
                6 => BinaryPrimitives.ReadUInt32BigEndian(payload[4..]) + 1 + (uint)(payload.Length - 20),
                132 => BinaryPrimitives.ReadUInt32BigEndian(payload[16..]),
                1 or 58 => BinaryPrimitives.ReadUInt16BigEndian(payload[4..]),
                _ => 0,
            },
        };
    }

    private static TrafficPoint? Traffic(Protocol protocol, ReadOnlySpan<byte> payload)
    {
        if (protocol.HasPorts)
        {
            return TrafficPoint.Ports(protocol, BinaryPrimitives.ReadUInt16BigEndian(payload), BinaryPrimitives.ReadUInt16BigEndian(payload[2..]));
        }

        if (!protocol.IsIcmp)
        {
            return TrafficPoint.Other(protocol);
        }

        // Translation gives queries for node information a number of its own, which is not put into them.
        byte? type = (protocol.Number, payload[0]) switch { (1, 8) => 0, (1, 13) => 14, (1, 17) => 18, (58, 128) => 129, _ => null };
        return type is { } answer ? TrafficPoint.Icmp(protocol, answer, payload[1]) : null;
    }
}
