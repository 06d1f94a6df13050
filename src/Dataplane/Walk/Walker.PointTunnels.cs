using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Tunnels that carry packets without frames: IPIP, WireGuard, and those of a process.</summary>
internal sealed partial class Walker
{
    private Arrival? IntoTunnel(Passage passage, NetworkDevice device, IpAddress nextHop, ImmutableArray<int> pieces) => device switch
    {
        TunDevice tun => IntoProcess(passage, tun, pieces),
        WireguardDevice wireguard => IntoWireguard(passage, wireguard, pieces),
        IpipDevice ipip => Wrap(passage, device, Tunnels.Ipip(ipip, passage.Packet, nextHop), pieces),
        _ => End(WalkEnd.TunnelMismatch, passage.Stack.Name, passage.Packet, $"{device.Name} carries no packets"),
    };

    private Arrival? IntoWireguard(Passage passage, WireguardDevice device, ImmutableArray<int> pieces)
    {
        (NetworkStack stack, Packet packet) = (passage.Stack, passage.Packet);
        return device.PeerOf(packet.Destination) is { } peer && stack.SourceTowards(peer.Endpoint, device.Mark) is { } own
            ? Wrap(passage, device, Tunnels.Wireguard(device, packet, own, peer), pieces)
            : Fail(passage, WalkEnd.PeerUnknown, $"no peer of {device.Name} is allowed {packet.Destination}", IcmpErrors.HostUnreachable);
    }

    /// <summary>Nobody is told of what the process drops: the message that it writes about an unknown destination never arrived at a pod.</summary>
    private Arrival? IntoProcess(Passage passage, TunDevice device, ImmutableArray<int> pieces)
    {
        (NetworkStack stack, Packet packet) = (passage.Stack, passage.Packet);
        TunReading reading = device.Read(packet.Destination, packet.TimeToLive);
        return reading switch
        {
            { Endpoint: { } endpoint } => Wrap(passage, device, Tunnels.Udp(device, packet with { TimeToLive = reading.TimeToLive }, endpoint, reading.Port), pieces),
            { TimeToLive: 0 } => EndInProcess(stack, device, packet),
            _ => End(WalkEnd.NoRoute, stack.Name, packet, $"the process at {device.Name} knows no machine for {packet.Destination}"),
        };
    }

    /// <summary>The packet as the interface has it once it is unwrapped; null where the way ended.</summary>
    private Packet? Taken(NetworkStack stack, NetworkDevice device, Packet outer, Encapsulation inner)
    {
        Packet packet = inner.Packet;
        switch (device)
        {
            case VxlanDevice when device.Mac != inner.DestinationMac:
                End(WalkEnd.WrongMac, stack.Name, packet, $"the frame inside is for {inner.DestinationMac}, and {device.Name} has {device.Mac}");
                return null;
            case WireguardDevice wireguard when wireguard.PeerAt(outer.Source) is not { } peer || wireguard.PeerOf(packet.Source) != peer:
                End(WalkEnd.PeerUnknown, stack.Name, packet, $"{packet.Source} is not allowed to the peer of {device.Name} at {outer.Source}");
                return null;
            case TunDevice tun when tun.Write(packet.TimeToLive) == 0:
                EndInProcess(stack, device, packet);
                return null;
            case TunDevice tun:
                return packet with { TimeToLive = tun.Write(packet.TimeToLive) };
            default:
                return packet;
        }
    }

    private Arrival? EndInProcess(NetworkStack stack, NetworkDevice device, Packet packet) =>
        End(WalkEnd.TimeToLiveExceeded, stack.Name, packet, $"the process at {device.Name} drops what may pass no more routers");
}
