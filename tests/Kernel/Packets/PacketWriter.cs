using System.Buffers.Binary;
using PolicyEngine.Sets;

namespace Kernel.Tests.Packets;

/// <summary>Writes whole packets with correct checksums.</summary>
internal static class PacketWriter
{
    private const byte HopLimit = 64;
    private const int HeaderV4 = 20;
    private const int HeaderV6 = 40;

    /// <summary>Writes a packet; its length.</summary>
    public static int Write(Span<byte> buffer, in TestPacket packet)
    {
        int header = packet.IsV6 ? HeaderV6 : HeaderV4;
        buffer[..(header + PayloadWriter.MaxLength)].Clear();
        int length = PayloadWriter.Write(buffer[header..], packet);
        WriteHeader(buffer, packet, length);
        PayloadWriter.Seal(buffer.Slice(header, length), packet.Traffic.Protocol, PseudoHeader(buffer[..header], packet, length));
        return header + length;
    }

    private static void WriteHeader(Span<byte> buffer, in TestPacket packet, int length)
    {
        byte protocol = packet.Traffic.Protocol.Number;
        if (packet.IsV6)
        {
            buffer[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(buffer[4..], (ushort)length);
            buffer[6] = protocol;
            buffer[7] = HopLimit;
            AddressBytes.Write(buffer[8..], packet.Source);
            AddressBytes.Write(buffer[24..], packet.Destination);
            return;
        }

        buffer[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)(HeaderV4 + length));
        buffer[8] = HopLimit;
        buffer[9] = protocol;
        AddressBytes.Write(buffer[12..], packet.Source);
        AddressBytes.Write(buffer[16..], packet.Destination);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[10..], Checksums.Fold(Checksums.Sum(buffer[..HeaderV4])));
    }

    /// <summary>The sum of what checksums of transports cover besides. ICMP for IPv4 has none of it.</summary>
    private static uint PseudoHeader(ReadOnlySpan<byte> header, in TestPacket packet, int length) =>
        packet.Traffic.Protocol == Protocol.Icmp
            ? 0
            : Checksums.Sum(packet.IsV6 ? header[8..] : header[12..], packet.Traffic.Protocol.Number + (uint)length);
}
