using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>The packets around others.</summary>
internal static class Tunnels
{
    private const int UdpHeader = 8;
    private const int VxlanHeaders = 14 + 8 + UdpHeader;
    private const int WireguardHeaders = 32 + UdpHeader;
    private static readonly Protocol IpInIp = new(4);
    private static readonly Protocol IpV6InIp = new(41);

    /// <summary>A packet in a packet, to the route's gateway.</summary>
    public static Packet Ipip(IpipDevice device, Packet inner, IpAddress remote) =>
        new(device.Local, remote, TrafficPoint.Other(inner.Source.Family == IpFamily.V4 ? IpInIp : IpV6InIp))
        {
            Length = inner.Length + HeaderOf(device.Local),
            DontFragment = inner.DontFragment,
            Inner = new Encapsulation(EncapsulationKind.Ipip, inner),
        };

    /// <summary>A frame in UDP, to the machine that the forwarding table names.</summary>
    public static Packet Vxlan(VxlanDevice device, Packet inner, MacAddress mac, IpAddress remote) =>
        new(device.Local, remote, TrafficPoint.Ports(Protocol.Udp, device.Port, SourcePortOf(inner)))
        {
            Length = inner.Length + VxlanHeaders + HeaderOf(device.Local),
            DontFragment = false,
            Inner = new Encapsulation(EncapsulationKind.Vxlan, inner) { Vni = device.Vni, SourceMac = device.Mac, DestinationMac = mac },
        };

    /// <summary>A packet in UDP, from a process to another one.</summary>
    public static Packet Udp(TunDevice device, Packet inner, IpAddress remote, ushort port) =>
        new(device.Local, remote, TrafficPoint.Ports(Protocol.Udp, port, device.Port))
        {
            Length = inner.Length + UdpHeader + HeaderOf(device.Local),
            DontFragment = false,
            Inner = new Encapsulation(EncapsulationKind.Udp, inner),
        };

    /// <summary>An encrypted packet in UDP, to a peer.</summary>
    public static Packet Wireguard(WireguardDevice device, Packet inner, IpAddress own, WireguardPeer peer) =>
        new(own, peer.Endpoint, TrafficPoint.Ports(Protocol.Udp, (ushort)peer.Port, device.Port))
        {
            Length = inner.Length + WireguardHeaders + HeaderOf(own),
            DontFragment = false,
            Inner = new Encapsulation(EncapsulationKind.Wireguard, inner),
        };

    private static int HeaderOf(IpAddress own) => own.Family == IpFamily.V4 ? 20 : 40;

    // The kernel spreads flows over its range of ports by a hash that nobody can foretell; any fixed choice by flow models it.
    private static ushort SourcePortOf(Packet inner)
    {
        const int lowest = 32768;
        const uint count = 28232;
        UInt128 mixed = unchecked((((UInt128)inner.Source.Value * 31) + (UInt128)inner.Destination.Value) * 31);
        uint folded = unchecked((uint)(mixed ^ (mixed >> 32) ^ (mixed >> 64)) + (inner.Traffic.Major * 7919u) + inner.Traffic.Minor);
        return (ushort)(lowest + (folded % count));
    }
}
