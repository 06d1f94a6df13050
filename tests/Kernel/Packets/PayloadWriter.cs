using System.Buffers.Binary;
using PolicyEngine.Sets;

namespace Kernel.Tests.Packets;

/// <summary>Writes what is behind the header of IP. The last four bytes are the number of the packet.</summary>
internal static class PayloadWriter
{
    public const int MaxLength = 64;

    private const int NumberLength = 4;
    private const byte Synchronize = 2;
    private const byte Acknowledge = 16;
    private const ushort LargestWindow = 65535;

    public static int Write(Span<byte> payload, in TestPacket packet)
    {
        int length = packet.Traffic.Protocol.Number switch
        {
            6 => Tcp(payload, packet),
            17 or 136 => Udp(payload, packet),
            132 => Sctp(payload, packet),
            1 or 58 => Icmp(payload, packet),
            _ => 8,
        };
        BinaryPrimitives.WriteUInt32BigEndian(payload[length..], packet.Number);
        return length + NumberLength;
    }

    /// <summary>Sets the checksum.</summary>
    public static void Seal(Span<byte> payload, Protocol protocol, uint pseudoHeader)
    {
        if (protocol == Protocol.Sctp)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(payload[8..], Checksums.Castagnoli(payload));
            return;
        }

        int place = protocol.Number switch { 6 => 16, 17 or 136 => 6, 1 or 58 => 2, _ => -1 };
        if (place >= 0)
        {
            ushort checksum = Checksums.Fold(Checksums.Sum(payload, pseudoHeader));
            BinaryPrimitives.WriteUInt16BigEndian(payload[place..], checksum == 0 ? ushort.MaxValue : checksum);
        }
    }

    private static void Ports(Span<byte> payload, in TestPacket packet)
    {
        BinaryPrimitives.WriteUInt16BigEndian(payload, packet.Traffic.Minor);
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], packet.Traffic.Major);
    }

    private static int Tcp(Span<byte> payload, in TestPacket packet)
    {
        Ports(payload, packet);
        BinaryPrimitives.WriteUInt32BigEndian(payload[4..], packet.Tag);
        if (packet.Kind != PacketKind.First)
        {
            BinaryPrimitives.WriteUInt32BigEndian(payload[8..], packet.Reference);
        }

        payload[12] = 0x50;
        payload[13] = packet.Kind switch { PacketKind.First => Synchronize, PacketKind.Reply => Synchronize | Acknowledge, _ => Acknowledge };
        BinaryPrimitives.WriteUInt16BigEndian(payload[14..], LargestWindow);
        return 20;
    }

    private static int Udp(Span<byte> payload, in TestPacket packet)
    {
        Ports(payload, packet);
        BinaryPrimitives.WriteUInt16BigEndian(payload[4..], 8 + NumberLength);
        return 8;
    }

    /// <summary>A chunk that begins an association, or accepts it; its last field, the first sequence number, comes after.</summary>
    private static int Sctp(Span<byte> payload, in TestPacket packet)
    {
        Ports(payload, packet);
        BinaryPrimitives.WriteUInt32BigEndian(payload[4..], packet.Kind == PacketKind.Reply ? packet.Reference : 0);
        payload[12] = packet.Kind == PacketKind.Reply ? (byte)2 : (byte)1;
        payload[15] = 20;
        BinaryPrimitives.WriteUInt32BigEndian(payload[16..], packet.Tag);
        BinaryPrimitives.WriteUInt32BigEndian(payload[20..], LargestWindow);
        BinaryPrimitives.WriteUInt16BigEndian(payload[24..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(payload[26..], 1);
        return 28;
    }

    private static int Icmp(Span<byte> payload, in TestPacket packet)
    {
        payload[0] = (byte)packet.Traffic.Major;
        payload[1] = (byte)packet.Traffic.Minor;
        BinaryPrimitives.WriteUInt16BigEndian(payload[4..], (ushort)((packet.Kind == PacketKind.Reply ? packet.Reference : packet.Tag) & ushort.MaxValue));
        return 8;
    }
}
