using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>A cluster whose pods Calico connects: what its agents program once all of them have seen the whole datastore.</summary>
public sealed class CalicoNetwork : PodNetwork
{
    private const int MainTable = 32766;

    private readonly ClusterNetwork _cluster;
    private readonly CalicoSettings _settings;
    private readonly IPacketFilter _filter;
    private readonly Underlay _underlay;
    private readonly DestinationTable _table = new();
    private readonly VtepTable _vteps;
    private readonly Encapsulations _encapsulations;
    private readonly OutgoingNat _outgoing;
    private readonly AddressSet _hosts;
    private readonly Dictionary<string, ClusterNode> _nodes;
    private readonly ILookup<string, ClusterPod> _podsByNode;
    private readonly Dictionary<string, ClusterPod> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<IpAddress, string> _stacks = [];
    private readonly Func<string, string, IpFamily, bool> _hears;
    private readonly ConcurrentDictionary<string, CalicoRules> _rules = new(StringComparer.Ordinal);

    /// <summary>Puts the network together; stacks are built when they are asked for.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="settings">The settings of its agents.</param>
    /// <param name="filter">What decides where nodes filter.</param>
    public CalicoNetwork(ClusterNetwork cluster, CalicoSettings settings, IPacketFilter filter)
        : this(cluster, settings, filter, null)
    {
    }

    /// <summary>As the other; while speakers of BGP are away, with the routes that count then.</summary>
    internal CalicoNetwork(ClusterNetwork cluster, CalicoSettings settings, IPacketFilter filter, Func<string, string, IpFamily, bool>? hears)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        (_cluster, _settings, _filter) = (cluster, settings, filter);
        _hears = hears ?? Reach(cluster);
        _underlay = new Underlay(cluster);
        _vteps = new VtepTable(cluster.Nodes);
        _encapsulations = new Encapsulations(cluster.Pools);
        _hosts = AddressSet.FromAddresses(cluster.Nodes.SelectMany(node => new[] { node.V4?.Address, node.V6?.Address }).OfType<IpAddress>());
        _outgoing = new OutgoingNat(cluster.Pools, cluster.Nodes.SelectMany(node => new[] { node.V4?.Address, node.V6?.Address }).OfType<IpAddress>(), settings);
        _nodes = cluster.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        _podsByNode = cluster.Pods.ToLookup(pod => pod.Node, StringComparer.Ordinal);
        Fill();
    }

    /// <inheritdoc/>
    public override string StackWith(IpAddress address) => _stacks.GetValueOrDefault(address, Outside);

    /// <inheritdoc/>
    protected override NetworkStack? Build(string name) => name switch
    {
        Router => _underlay.Router(_cluster.IsRouterPeered ? Announced() : []),
        Outside => _underlay.Outside(),
        _ => _nodes.TryGetValue(name, out ClusterNode? node) ? BuildNode(node) : _pods.TryGetValue(name, out ClusterPod? pod) ? BuildPod(pod) : null,
    };

    internal override NodeRules? RulesOf(string stack) =>
        _nodes.TryGetValue(stack, out ClusterNode? node) ? _rules.GetOrAdd(stack, RulesFor, node) : null;

    internal override LinkEnd? OnSegment(string segment, IpAddress address) => _underlay.Find(segment, address);

    private static Func<string, string, IpFamily, bool> Reach(ClusterNetwork cluster)
    {
        Lazy<BgpReach> v4 = new(() => new BgpReach(new BgpSessions(cluster, IpFamily.V4)));
        Lazy<BgpReach> v6 = new(() => new BgpReach(new BgpSessions(cluster, IpFamily.V6)));
        return (node, origin, family) => (family == IpFamily.V4 ? v4 : v6).Value.Hears(node, origin);
    }

    private void Fill()
    {
        foreach (ClusterNode node in _cluster.Nodes)
        {
            _table.PutNode(node.Name, node);
            foreach (IpAddress address in new[] { node.V4?.Address, node.V6?.Address, node.IpipTunnel, node.VxlanTunnelV4, node.VxlanTunnelV6 }.OfType<IpAddress>())
            {
                _stacks[address] = node.Name;
            }
        }

        foreach (Addressing.AddressPool pool in _cluster.Pools)
        {
            _table.PutPool(pool.Cidr, Encapsulations.PartOf(pool));
        }

        foreach (ClusterBlock block in _cluster.Blocks)
        {
            _table.PutBlock(block.Cidr, block.Node, block.Holders);
        }

        foreach (ClusterPod pod in _cluster.Pods)
        {
            _pods[pod.Stack] = pod;
            foreach (IpAddress address in pod.Addresses)
            {
                _stacks[address] = pod.Stack;
                _table.AddWorkload(address, pod.Node);
            }
        }
    }

    private CalicoRules RulesFor(string name, ClusterNode node)
    {
        NetworkStack stack = Stack(name)!;
        NodeProxy? services = _cluster.Proxy is { } proxy && !_cluster.Services.IsEmpty ? NodeProxy.Build(new ProxyNode(name) { Addresses = AddressesOf(stack) }, proxy, _cluster.Services) : null;
        return new CalicoRules(_settings, _outgoing, _hosts, stack, services, _filter);
    }

    private NetworkStack BuildNode(ClusterNode node)
    {
        NetworkDevice[] uplinks = [.. _underlay.UplinksOf(node)];
        IEnumerable<Route> local = _podsByNode[node.Name].SelectMany(LocalRoutes);
        RouteTable own = RouteTable.Of([.. _underlay.RoutesOf(node), .. local]);
        RouteResolver resolver = new(_table, node.Name);
        FelixRoutes felix = new(
            node.Name,
            _settings.FelixRoutes,
            family => node.Address(family) is { } address ? Underlay.UplinkOf(address) : null,
            _vteps.Of);
        BirdRoutes bird = new(node.Name, _settings.BirdRoutes, (origin, family) => _hears(node.Name, origin, family), own.Find);
        return new NetworkStack(
            node.Name,
            [new LoopbackDevice(), .. uplinks, .. TunnelsOf(node), .. _podsByNode[node.Name].Select(HostSide)],
            [new RoutingRule(MainTable, new CalicoRouteTable(own, _table, resolver, felix, bird))],
            _vteps.LinksOf(node.Name));
    }

    /// <summary>What the router learns: every block, and every address that is not with its block, by way of its node.</summary>
    private IEnumerable<Route> Announced()
    {
        RouteResolver resolver = new(_table, Router);
        HashSet<IpPrefix> quiet = [.. _cluster.Pools.Where(pool => pool.DisableBgpExport).Select(pool => pool.Cidr)];
        return from entry in _table.All
               let known = resolver.Resolve(entry.Key)
               where known is { NodeAddress: not null, PoolType: not PoolType.None }
                   && known.Types.HasFlag(RouteTypes.RemoteWorkload)
                   && !quiet.Any(pool => pool.Covers(known.Destination))
               select new Route(known.Destination)
               {
                   Gateway = known.NodeAddress,
                   Device = _underlay.PortTowards(_nodes[known.Node].Address(known.Destination.Family)!.Value),
                   Protocol = RouteProtocol.Bird,
               };
    }

    private IEnumerable<NetworkDevice> TunnelsOf(ClusterNode node)
    {
        if (_encapsulations.HasIpip && node.V4 is { } own)
        {
            yield return new IpipDevice(CalicoDevices.Ipip, own.Address) { Mtu = _cluster.Mtu - CalicoDevices.IpipOverhead, Addresses = Single(node.IpipTunnel) };
        }

        foreach (IpFamily family in (IpFamily[])[IpFamily.V4, IpFamily.V6])
        {
            if (_encapsulations.HasVxlan(family) && _vteps.Of(node.Name, family) is { } vtep)
            {
                bool isV4 = family == IpFamily.V4;
                yield return new VxlanDevice(isV4 ? CalicoDevices.Vxlan : CalicoDevices.VxlanV6, _settings.VxlanVni, _settings.VxlanPort, vtep.NodeAddress)
                {
                    Mac = vtep.Mac,
                    Mtu = _cluster.Mtu - (isV4 ? CalicoDevices.VxlanOverhead : CalicoDevices.VxlanV6Overhead),
                    Addresses = Single(vtep.TunnelAddress),
                };
            }
        }
    }

    private NetworkStack BuildPod(ClusterPod pod) => PodWiring.Inside(pod, _encapsulations.PodMtu(_cluster.Mtu));

    private VethDevice HostSide(ClusterPod pod) => PodWiring.HostSide(pod, _encapsulations.PodMtu(_cluster.Mtu));

    private static IEnumerable<Route> LocalRoutes(ClusterPod pod) => PodWiring.Routes(pod);

    private static ImmutableArray<IpAddress> AddressesOf(NetworkStack stack) =>
        [.. stack.Devices.SelectMany(device => device.Addresses).Select(address => address.Address).Distinct()];

    private static ImmutableArray<InterfaceAddress> Single(IpAddress? address) =>
        address is { } known ? [new InterfaceAddress(known, known.BitLength)] : [];
}
