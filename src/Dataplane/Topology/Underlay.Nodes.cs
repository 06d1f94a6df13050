using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <content>The interfaces of nodes, their addresses, and the routes by them.</content>
internal sealed partial class Underlay
{
    /// <summary>The name of the interface of a node that has addresses besides those on its segments.</summary>
    private const string Other = "other";

    /// <summary>What the interfaces are called that have the node's further addresses, where those are on segments of their own.</summary>
    private const string Further = "net";

    /// <summary>A node's interfaces on its segments: one for each family, as their segments may differ, and those with further addresses.</summary>
    public IEnumerable<NetworkDevice> UplinksOf(ClusterNode node) => WiredOf(node)
        .GroupBy(wired => wired.Device, wired => wired.Address, StringComparer.Ordinal)
        .Select(group => Interface(node, group.Key, SegmentOf(group.First()), group))
        .Concat(_wires.StrayOf(node).Take(1).Select(_ => Interface(node, Other, $"{node.Name} {Other}", _wires.StrayOf(node))));

    /// <summary>A node's routes to its subnets and outwards, where packets leave by the interface that the network's agents use.</summary>
    public IEnumerable<Route> RoutesOf(ClusterNode node) =>
    [
        .. WiredOf(node).DistinctBy(wired => wired.Address.Subnet).Select(wired => Connected(wired.Device, wired.Address)),
        .. from address in _wires.Of(node)
           let gateway = _gateways[address.Subnet]
           select new Route(IpPrefix.Of(address.Address, 0)) { Device = UplinkOf(address), Gateway = gateway, OnLink = !address.Subnet.Contains(gateway) },
        .. _wires.StrayOf(node).Select(address => Connected(Other, address)),
    ];

    /// <summary>A node's addresses on its segments.</summary>
    public IEnumerable<IpAddress> AddressesOf(ClusterNode node) => WiredOf(node).Select(wired => wired.Address.Address);

    /// <summary>A node's further interfaces.</summary>
    public IEnumerable<UplinkDevice> EnisOf(ClusterNode node) => node.Enis.Select(eni => new UplinkDevice(eni.Name, SegmentOf(eni))
    {
        Mac = MacOf(node, eni),
        Mtu = _mtu,
        Assigned = eni.Assigned,
    });

    /// <summary>The segment of a further interface.</summary>
    public string SegmentOf(NodeEni eni) => _segments[eni.Subnet].ToString();

    /// <summary>The Ethernet address of a further interface.</summary>
    public static MacAddress MacOf(ClusterNode node, NodeEni eni) => StableMac.Of($"{node.Name} {eni.Name}");

    /// <summary>The router's address in the subnet of a further interface.</summary>
    public IpAddress GatewayOf(NodeEni eni) => _gateways[eni.Subnet];

    /// <summary>The route outwards by an interface that is, or is on top of, a further interface of a node.</summary>
    public Route DefaultBy(NodeEni eni, string device) => new(IpPrefix.Of(eni.Subnet.First, 0)) { Device = device, Gateway = GatewayOf(eni), OnLink = true };

    /// <summary>A node's addresses on its segments and the interfaces that have them; those that the network's agents use come first.</summary>
    private IEnumerable<(string Device, InterfaceAddress Address)> WiredOf(ClusterNode node)
    {
        Dictionary<string, string> devices = new(StringComparer.Ordinal);
        foreach (InterfaceAddress address in _wires.Of(node))
        {
            devices.TryAdd(SegmentOf(address), UplinkOf(address));
            yield return (UplinkOf(address), address);
        }

        int further = 0;
        foreach (InterfaceAddress address in _wires.FurtherOf(node))
        {
            string segment = SegmentOf(address);
            if (!devices.TryGetValue(segment, out string? device))
            {
                devices[segment] = device = FormattableString.Invariant($"{Further}{++further}");
            }

            yield return (device, address);
        }
    }

    private UplinkDevice Interface(ClusterNode node, string name, string segment, IEnumerable<InterfaceAddress> addresses) =>
        new(name, segment) { Mac = StableMac.Of($"{node.Name} {name}"), Mtu = _mtu, Addresses = [.. addresses] };

    private static Route Connected(string device, InterfaceAddress address) =>
        new(address.Subnet) { Device = device, Protocol = RouteProtocol.Kernel, Source = address.Address };
}
