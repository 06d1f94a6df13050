using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>
/// The network between the nodes: nodes whose subnets overlap are on one segment, and a router joins the segments and leads
/// outside. The router has the highest address of every subnet that no node has; where nodes have all, nodes send to it by an
/// address of its own on their link.
/// </summary>
internal sealed partial class Underlay
{
    /// <summary>The name of every node's interface on its segment.</summary>
    public const string Uplink = "eth0";

    private const string Wan = "wan";
    private static readonly InterfaceAddress[] RouterWan = [Parse("169.254.255.1/30"), Parse("fe80::1/64")];
    private static readonly InterfaceAddress[] OutsideWan = [Parse("169.254.255.2/30"), Parse("fe80::2/64")];

    private readonly Dictionary<IpPrefix, IpPrefix> _segments = [];
    private readonly Dictionary<IpPrefix, IpAddress> _gateways = [];
    private readonly Dictionary<(string Segment, IpAddress Address), LinkEnd> _members = [];
    private readonly int _mtu;
    private readonly Wires _wires;

    /// <summary>Lays the segments out.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="holderOf">Who has an address of a node's further interface; null leaves them to the interface.</param>
    public Underlay(ClusterNetwork cluster, Func<IpAddress, LinkEnd?>? holderOf = null)
    {
        (_mtu, _wires) = (cluster.Mtu, new Wires(cluster));
        InterfaceAddress[] wired = [.. cluster.Nodes.SelectMany(node => _wires.Of(node)), .. cluster.Nodes.SelectMany(node => _wires.FurtherOf(node))];
        NodeEni[] enis = [.. cluster.Nodes.SelectMany(node => node.Enis)];
        HashSet<IpAddress> taken = [.. wired.Select(address => address.Address), .. enis.SelectMany(eni => eni.Assigned)];
        foreach (IpPrefix subnet in wired.Select(address => address.Subnet).Concat(enis.Select(eni => eni.Subnet)))
        {
            if (!_gateways.ContainsKey(subnet))
            {
                _gateways[subnet] = GatewayOf(subnet, taken);
            }
        }

        foreach (IpPrefix subnet in _gateways.Keys)
        {
            _segments[subnet] = _gateways.Keys.Where(other => other.Covers(subnet)).MinBy(other => other.Length);
        }

        foreach (ClusterNode node in cluster.Nodes)
        {
            foreach ((string device, InterfaceAddress address) in WiredOf(node))
            {
                _members[(SegmentOf(address), address.Address)] = new LinkEnd(node.Name, device);
            }

            foreach ((NodeEni eni, IpAddress address) in node.Enis.SelectMany(eni => eni.Assigned, (eni, address) => (eni, address)))
            {
                _members[(_segments[eni.Subnet].ToString(), address)] = holderOf?.Invoke(address) ?? new LinkEnd(node.Name, eni.Name);
            }
        }

        foreach ((IpPrefix subnet, IpAddress gateway) in _gateways)
        {
            _members[(_segments[subnet].ToString(), gateway)] = new LinkEnd(PodNetwork.Router, _segments[subnet].ToString());
        }
    }

    /// <summary>The interface on a segment that has an address; null where none has.</summary>
    public LinkEnd? Find(string segment, IpAddress address) => _members.TryGetValue((segment, address), out LinkEnd end) ? end : null;

    /// <summary>The router's routes to subnets by way of a node.</summary>
    public IEnumerable<Route> RoutesVia(ClusterNode node, IEnumerable<IpPrefix> subnets) =>
        from subnet in subnets
        from own in _wires.Of(node)
        where own.Address.Family == subnet.Family
        select new Route(subnet) { Gateway = own.Address, Device = SegmentOf(own) };

    /// <summary>The name of the interface that has a node's address of a family.</summary>
    public static string UplinkOf(InterfaceAddress address) => address.Address.Family == IpFamily.V4 ? Uplink : Uplink + "v6";

    /// <summary>The router between the segments, with further routes that it learned from nodes.</summary>
    public NetworkStack Router(IEnumerable<Route> learned)
    {
        IEnumerable<NetworkDevice> ports = _gateways
            .GroupBy(gateway => _segments[gateway.Key].ToString(), StringComparer.Ordinal)
            .Select(segment => new UplinkDevice(segment.Key, segment.Key)
            {
                Mac = StableMac.Of($"{PodNetwork.Router} {segment.Key}"),
                Mtu = _mtu,
                Addresses = [.. segment.Select(gateway => new InterfaceAddress(gateway.Value, gateway.Key.Length))],
            });
        IEnumerable<Route> connected = _gateways.Keys.Select(subnet => new Route(subnet) { Device = _segments[subnet].ToString(), Protocol = RouteProtocol.Kernel });
        return WithWan(PodNetwork.Router, PodNetwork.Outside, ports, RouterWan, OutsideWan, connected.Concat(learned));
    }

    /// <summary>All that is outside.</summary>
    public NetworkStack Outside() => WithWan(PodNetwork.Outside, PodNetwork.Router, [], OutsideWan, RouterWan, []);

    private NetworkStack WithWan(string name, string peer, IEnumerable<NetworkDevice> ports, InterfaceAddress[] own, InterfaceAddress[] other, IEnumerable<Route> routes)
    {
        var wan = new VethDevice(Wan, peer, Wan) { Mac = StableMac.Of($"{name} {Wan}"), Mtu = _mtu, Addresses = [.. own] };
        IEnumerable<Route> connected = own.Select(address => new Route(address.Subnet) { Device = Wan, Protocol = RouteProtocol.Kernel, Source = address.Address });
        IEnumerable<Route> outwards = other.Select(address => new Route(IpPrefix.Of(address.Address, 0)) { Device = Wan, Gateway = address.Address });
        return new NetworkStack(name, [.. ports, wan], [RoutingRule.Main(RouteTable.Of([.. routes, .. connected, .. outwards]))], LinkTable.Empty);
    }

    private string SegmentOf(InterfaceAddress address) => _segments[address.Subnet].ToString();

    /// <summary>The highest address that nobody has; two addresses are both for use, and of more the first is not, nor in IPv4 the last.</summary>
    private static IpAddress GatewayOf(IpPrefix subnet, HashSet<IpAddress> taken)
    {
        UInt128 last = subnet.LastOrdinal();
        UInt128 first = last > 1 ? UInt128.One : UInt128.Zero;
        for (UInt128 ordinal = last > 1 && subnet.Family == IpFamily.V4 ? last - 1 : last; ; ordinal--)
        {
            if (!taken.Contains(subnet.AddressAt(ordinal)))
            {
                return subnet.AddressAt(ordinal);
            }

            if (ordinal == first)
            {
                return RouterWan.First(own => own.Address.Family == subnet.Family).Address;
            }
        }
    }

    private static InterfaceAddress Parse(string text) => InterfaceAddress.TryParse(text, out InterfaceAddress address) ? address : throw new FormatException(text);
}
