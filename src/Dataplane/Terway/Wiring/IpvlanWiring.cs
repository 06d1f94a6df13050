using System.Globalization;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Wiring;

/// <summary>
/// Slaves of the node's interfaces in the pods (<see cref="TerwayDatapath.IpVlan"/>). The node has a slave of its own of each, with
/// its own address, so that it and its pods reach each other, and what pods send to Services is redirected to it.
/// </summary>
internal sealed class IpvlanWiring(ClusterNetwork cluster, Underlay underlay, TerwaySettings settings) : TerwayWiring(cluster, underlay)
{
    public override NetworkStack Inside(ClusterNode node, ClusterPod pod)
    {
        (IpAddress Address, NodeEni Eni)[] owned = [.. OwnersOf(node, pod)];
        return new NetworkStack(
            pod.Stack,
            [new LoopbackDevice(), .. owned.Select(own => SlaveOf(InnerOf(own.Address), node, own.Eni, new InterfaceAddress(own.Address, own.Eni.Subnet.Length)) with { IsUnfiltered = true })],
            [RoutingRule.Main(RouteTable.Of(owned.SelectMany(own => RoutesFrom(node, own.Address, own.Eni))))],
            LinkTable.Of(owned.SelectMany(own => HostOf(node, own.Eni).Select(host => new Neighbour(InnerOf(own.Address), host.Address, Underlay.MacOf(node, own.Eni)))), []))
        {
            IsForwarding = false,
        };
    }

    public override IEnumerable<NetworkDevice> DevicesOf(ClusterNode node, IEnumerable<ClusterPod> pods) =>
    [
        .. Underlay.EnisOf(node).Zip(node.Enis, (lower, eni) => lower with
        {
            Uppers = [.. UppersOf(node, eni, pods)],
            Redirected = TerwayRanges.ToHost(Cluster, settings, eni.Subnet.Family),
        }),
        .. node.Enis.Select(eni => SlaveOf(HostSlaveOf(node, eni), node, eni, [.. HostOf(node, eni).Select(host => new InterfaceAddress(host.Address, host.Address.BitLength))])),
    ];

    public override IEnumerable<Route> RoutesTo(ClusterNode node, ClusterPod pod) =>
        OwnersOf(node, pod).Select(own => new Route(IpPrefix.Of(own.Address)) { Device = HostSlaveOf(node, own.Eni) });

    private static IEnumerable<UpperInterface> UppersOf(ClusterNode node, NodeEni eni, IEnumerable<ClusterPod> pods) =>
    [
        new UpperInterface(node.Name, HostSlaveOf(node, eni), [.. HostOf(node, eni).Select(host => host.Address)]),
        .. UppersOf(eni, pods),
    ];

    private IEnumerable<Route> RoutesFrom(ClusterNode node, IpAddress address, NodeEni eni) =>
    [
        new Route(eni.Subnet) { Device = InnerOf(address), Protocol = RouteProtocol.Kernel, Source = address },
        Underlay.DefaultBy(eni, InnerOf(address)),
        .. HostOf(node, eni).Select(host => new Route(IpPrefix.Of(host.Address)) { Device = InnerOf(address) }),
    ];

    private IpvlanDevice SlaveOf(string name, ClusterNode node, NodeEni eni, params InterfaceAddress[] addresses) => new(name, node.Name, eni.Name)
    {
        Mac = Underlay.MacOf(node, eni),
        Mtu = Cluster.Mtu,
        Addresses = [.. addresses],
    };

    private static IEnumerable<InterfaceAddress> HostOf(ClusterNode node, NodeEni eni) => node.Address(eni.Subnet.Family) is { } own ? [own] : [];

    /// <summary>Its number is that of the interface below among all of the node, of which the loopback is the first.</summary>
    private static string HostSlaveOf(ClusterNode node, NodeEni eni) =>
        string.Create(CultureInfo.InvariantCulture, $"ipvl_{node.Addresses.Count() + node.Enis.IndexOf(eni) + 2}");
}
