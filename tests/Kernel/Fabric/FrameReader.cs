using System.Buffers.Binary;
using Kernel.Tests.Packets;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>Reads frames as the model's packets, with what is wrapped in them and what messages are about.</summary>
/// <param name="vxlanPorts">The UDP ports that mean VXLAN.</param>
internal sealed class FrameReader(IReadOnlySet<ushort> vxlanPorts)
{
    private const int EthernetHeader = 14;
    private const int TransportHeader = 8;
    private const int VxlanHeader = 8;

    /// <summary>A frame; null where no packet is in it.</summary>
    public ReadFrame? Read(ReadOnlySpan<byte> frame) =>
        frame.Length >= EthernetHeader && BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) is 0x0800 or 0x86dd && Packet(frame[EthernetHeader..]) is { } packet
            ? new ReadFrame(MacAddress.FromOctets(frame.Slice(6, 6)), MacAddress.FromOctets(frame[..6]), packet, IsLaterPiece(frame[EthernetHeader..]))
            : null;

    /// <summary>A packet; null where it is none that the laboratory sends.</summary>
    public Packet? Packet(ReadOnlySpan<byte> bytes)
    {
        bool isV6 = bytes[0] >> 4 == 6;
        int header = isV6 ? 40 : 20;
        var protocol = new Protocol(isV6 ? bytes[6] : bytes[9]);
        if (bytes.Length < header + TransportHeader || !(protocol.IsIcmp || protocol == Protocol.Udp))
        {
            return null;
        }

        ReadOnlySpan<byte> body = bytes[header..];
        bool isLater = IsLaterPiece(bytes);
        var packet = new Packet(
            AddressBytes.Read(isV6 ? bytes.Slice(8, 16) : bytes.Slice(12, 4)),
            AddressBytes.Read(isV6 ? bytes.Slice(24, 16) : bytes.Slice(16, 4)),
            protocol.IsIcmp ? TrafficPoint.Icmp(protocol, body[0], body[1])
            : TrafficPoint.Ports(protocol, BinaryPrimitives.ReadUInt16BigEndian(body[2..]), BinaryPrimitives.ReadUInt16BigEndian(body)))
        {
            TimeToLive = bytes[isV6 ? 7 : 8],
            Length = bytes.Length,
            DontFragment = isV6 || (bytes[6] & 0x40) != 0,
        };
        return isLater ? packet : WithContent(packet, body);
    }

    private Packet? WithContent(Packet packet, ReadOnlySpan<byte> body)
    {
        TrafficPoint traffic = packet.Traffic;
        if (traffic.Protocol == Protocol.Udp)
        {
            return vxlanPorts.Contains(traffic.Major) && Read(body[(TransportHeader + VxlanHeader)..]) is { } inner
                ? packet with
                {
                    Inner = new Encapsulation(EncapsulationKind.Vxlan, inner.Packet)
                    {
                        Vni = (int)(BinaryPrimitives.ReadUInt32BigEndian(body[(TransportHeader + 4)..]) >> 8),
                        SourceMac = inner.Source,
                        DestinationMac = inner.Destination,
                    },
                }
                : packet;
        }

        bool isRedirect = (traffic.Protocol.Number, traffic.Major) is (1, 5) or (58, 137);
        bool isError = traffic.Protocol == Protocol.Icmp ? traffic.Major is 3 or 11 : traffic.Major < 128;
        bool isTooBig = (traffic.Protocol.Number, traffic.Major, traffic.Minor) is (1, 3, 4) or (58, 2, _);
        return isRedirect ? null
            : !isError ? packet
            : packet with
            {
                About = Packet(body[TransportHeader..]),
                NextHopMtu = isTooBig ? (int)(BinaryPrimitives.ReadUInt32BigEndian(body[4..]) & (traffic.Protocol == Protocol.Icmp ? ushort.MaxValue : uint.MaxValue)) : null,
            };
    }

    private static bool IsLaterPiece(ReadOnlySpan<byte> packet) => packet[0] >> 4 == 4 && (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x1fff) != 0;
}

/// <summary>What a frame is.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Destination">Its destination.</param>
/// <param name="Packet">The packet in it.</param>
/// <param name="IsLaterPiece">Whether that is a piece of one, and not the first.</param>
internal sealed record ReadFrame(MacAddress Source, MacAddress Destination, Packet Packet, bool IsLaterPiece);
