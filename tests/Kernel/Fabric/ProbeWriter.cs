using System.Buffers.Binary;
using Kernel.Tests.Packets;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>Writes packets of the model as bytes, with pings and UDP in them. What they carry repeats a mark that they are known by.</summary>
internal static class ProbeWriter
{
    private const int TransportHeader = 8;

    /// <summary>Writes a packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="mark">What it is known by.</param>
    /// <param name="conversation">The number of the conversation that a ping is part of.</param>
    public static byte[] Write(Packet packet, ReadOnlySpan<byte> mark, ushort conversation)
    {
        byte[] bytes = new byte[packet.Length];
        int header = packet.HeaderLength;
        Span<byte> body = bytes.AsSpan(header);
        for (Span<byte> rest = body[TransportHeader..]; !rest.IsEmpty; rest = rest[Math.Min(mark.Length, rest.Length)..])
        {
            mark[..Math.Min(mark.Length, rest.Length)].CopyTo(rest);
        }

        WriteHeader(bytes, packet, conversation);
        WriteTransport(body, packet.Traffic, conversation);
        int place = packet.Traffic.Protocol.IsIcmp ? 2 : 6;
        uint pseudo = packet.Traffic.Protocol == Protocol.Icmp ? 0 : Checksums.Sum(bytes.AsSpan(header == 20 ? 12 : 8, header == 20 ? 8 : 32), packet.Traffic.Protocol.Number + (uint)body.Length);
        ushort checksum = Checksums.Fold(Checksums.Sum(body, pseudo));
        BinaryPrimitives.WriteUInt16BigEndian(body[place..], checksum == 0 ? ushort.MaxValue : checksum);
        return bytes;
    }

    private static void WriteHeader(Span<byte> bytes, Packet packet, ushort conversation)
    {
        const ushort dontFragment = 0x4000;
        if (packet.Source.Family == IpFamily.V6)
        {
            bytes[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)(packet.Length - packet.HeaderLength));
            bytes[6] = packet.Traffic.Protocol.Number;
            bytes[7] = packet.TimeToLive;
            AddressBytes.Write(bytes[8..], packet.Source);
            AddressBytes.Write(bytes[24..], packet.Destination);
            return;
        }

        bytes[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], conversation);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], packet.DontFragment ? dontFragment : (ushort)0);
        bytes[8] = packet.TimeToLive;
        bytes[9] = packet.Traffic.Protocol.Number;
        AddressBytes.Write(bytes[12..], packet.Source);
        AddressBytes.Write(bytes[16..], packet.Destination);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[10..], Checksums.Fold(Checksums.Sum(bytes[..packet.HeaderLength])));
    }

    private static void WriteTransport(Span<byte> body, TrafficPoint traffic, ushort conversation)
    {
        if (traffic.Protocol.IsIcmp)
        {
            body[0] = (byte)traffic.Major;
            body[1] = (byte)traffic.Minor;
            BinaryPrimitives.WriteUInt16BigEndian(body[4..], conversation);
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(body, traffic.Minor);
        BinaryPrimitives.WriteUInt16BigEndian(body[2..], traffic.Major);
        BinaryPrimitives.WriteUInt16BigEndian(body[4..], (ushort)body.Length);
    }
}
