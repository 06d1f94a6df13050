using System.Globalization;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>A packet that a device sends or receives, in a frame or in several.</summary>
/// <param name="Stack">The stack of the device.</param>
/// <param name="Device">The device.</param>
/// <param name="IsOutgoing">Whether it sends it.</param>
/// <param name="Source">The frame's source.</param>
/// <param name="Destination">The frame's destination.</param>
/// <param name="Packet">The packet.</param>
internal sealed record Sighting(NetworkStack Stack, string Device, bool IsOutgoing, MacAddress? Source, MacAddress? Destination, Packet Packet)
{
    private const ushort LowestPort = 32768;
    private const ushort HighestPort = 60999;

    /// <summary>The lengths of the frames. What tunnels carry is measured where it leaves wrapped.</summary>
    public IReadOnlyList<int> Lengths { get; init; } = [];

    /// <summary>All of it in one line; two are the same where their lines are.</summary>
    public override string ToString()
    {
        string lengths = Stack.Device(Device) is { IsTunnel: true } ? "" : $" in {string.Join('+', Lengths)} octets";
        return $"{Stack.Name}: {(IsOutgoing ? "out" : "in")} {Device} {Source} > {Destination} {Describe(Packet)}{lengths}";
    }

    private static string Describe(Packet packet) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Ends(packet)} ttl {packet.TimeToLive}{(packet.DontFragment && packet.Source.Family == IpFamily.V4 ? " df" : "")}{(packet.NextHopMtu is { } mtu ? $" mtu {mtu}" : "")}{(packet.About is { } about ? $" about {{{Ends(about)}}}" : "")}{(packet.Inner is { } inner ? $" [{inner.Kind} {inner.Vni} {inner.SourceMac} > {inner.DestinationMac} {Describe(inner.Packet)}]" : "")}");

    /// <summary>Addresses and ports. The source port of what wraps is any of those that the kernel takes.</summary>
    private static string Ends(Packet packet)
    {
        TrafficPoint traffic = packet.Traffic;
        string name = traffic.Protocol.IsIcmp ? $"icmp {traffic.Major}/{traffic.Minor}"
            : packet.Inner is not null && traffic.Minor is >= LowestPort and <= HighestPort ? $"udp any>{traffic.Major}"
            : $"udp {traffic.Minor}>{traffic.Major}";
        return $"{packet.Source} > {packet.Destination} {name}";
    }
}
