using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>What Flannel's daemon makes on a node once it has heard of all the others.</summary>
internal sealed class FlannelNode
{
    private readonly ClusterNode _node;
    private readonly FlannelBackend _backend;
    private readonly FlannelState _state;

    /// <param name="member">The node.</param>
    /// <param name="others">The leases of the others.</param>
    /// <param name="links">The node's routes without Flannel: a gateway that is not on the link by them is refused.</param>
    public FlannelNode(FlannelMember member, IEnumerable<FlannelLease> others, RouteTable links)
    {
        (_node, _backend) = (member.Node, member.Backend);
        _state = others.Aggregate(_backend.Start, (state, other) =>
            _backend.Apply(state, LeaseEvent.Added(other), entry => entry is RouteEntry added && !links.Takes(OnUplink(added.Route))).State);
    }

    /// <summary>The interfaces to the other nodes.</summary>
    public IEnumerable<NetworkDevice> Devices => _backend.Devices.Select(DeviceOf);

    /// <summary>The routes to the subnets of the others.</summary>
    public IEnumerable<Route> Routes => _state.Routes.Select(OnUplink);

    /// <summary>What is known of the links of those interfaces.</summary>
    public LinkTable Links => LinkTable.Of(_state.Neighbours, _state.FdbEntries);

    // A node of the model has an interface for each family; Flannel knows one for both.
    private Route OnUplink(Route route) =>
        route.Device == Underlay.Uplink && _node.Address(route.Destination.Family) is { } own ? route with { Device = Underlay.UplinkOf(own) } : route;

    private NetworkDevice DeviceOf(FlannelDevice device)
    {
        IpAddress local = device.Local ?? default;
        NetworkDevice made = device.Kind switch
        {
            FlannelDeviceKind.Vxlan => new VxlanDevice(device.Name, device.Vni, (ushort)device.Port, local) { Mac = device.Mac ?? default },
            FlannelDeviceKind.Tun => new ProxyDevice(device.Name, local, (ushort)device.Port, _state.Proxy),
            FlannelDeviceKind.Wireguard => new WireguardDevice(device.Name, (ushort)device.Port, [.. _state.Peers.Where(peer => peer.Device == device.Name)]),
            _ => new IpipDevice(device.Name, local),
        };
        return made with { Mtu = device.Mtu, Addresses = [.. device.Addresses.Select(address => new InterfaceAddress(address.First, address.Length))] };
    }
}
