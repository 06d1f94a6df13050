using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Doctor;

/// <summary>What must pass between nodes for the network to work.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Traffic">Protocol and ports.</param>
/// <param name="Family">The family of the nodes' addresses.</param>
internal readonly record struct PortNeed(string Name, TrafficPoint Traffic, IpFamily Family)
{
    private const ushort SourcePort = 40000;
    private static readonly Protocol s_ipip = new(4);

    /// <summary>Whether it carries packets of others in a tunnel of Calico's, which Felix accepts between nodes before most policies.</summary>
    public bool IsBetweenNodes { get; private init; }

    public static PortNeed Tcp(string name, ushort port, IpFamily family) =>
        new(FormattableString.Invariant($"{name} (TCP {port})"), TrafficPoint.Ports(Protocol.Tcp, port, SourcePort), family);

    /// <summary>What a tunnel needs; null for interfaces that are none.</summary>
    public static PortNeed? Of(NetworkDevice device) => device switch
    {
        VxlanDevice vxlan => Udp("VXLAN", vxlan.Port, vxlan.Local.Family) with { IsBetweenNodes = CalicoDevices.IsTunnel(vxlan.Name) },
        IpipDevice => new("IPIP (protocol 4)", TrafficPoint.Other(s_ipip), IpFamily.V4) { IsBetweenNodes = CalicoDevices.IsTunnel(device.Name) },
        WireguardDevice { Peers: [var peer, ..] } wireguard => Udp("WireGuard", wireguard.Port, peer.Endpoint.Family) with { IsBetweenNodes = CalicoDevices.IsTunnel(wireguard.Name) },
        TunDevice tun => Udp("Flannel", tun.Port, tun.Local.Family),
        _ => null,
    };

    private static PortNeed Udp(string name, ushort port, IpFamily family) =>
        new(FormattableString.Invariant($"{name} (UDP {port})"), TrafficPoint.Ports(Protocol.Udp, port, SourcePort), family);
}
