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
public sealed class CalicoNetwork : ClusterPodNetwork
{
    private readonly CalicoSettings _settings;
    private readonly IPacketFilter _filter;
    private readonly DestinationTable _table;
    private readonly SingleRoutes _single;
    private readonly VtepTable _vteps;
    private readonly Encapsulations _encapsulations;
    private readonly CalicoWireguard _wireguard;
    private readonly AddressSet _hosts;
    private readonly ClusterBgp _bgp;

    /// <summary>Puts the network together; stacks are built when they are asked for.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="settings">The settings of its agents.</param>
    /// <param name="filter">What decides where nodes filter.</param>
    public CalicoNetwork(ClusterNetwork cluster, CalicoSettings settings, IPacketFilter filter)
        : this(cluster, settings, filter, null)
    {
    }

    /// <summary>As the other, while speakers of BGP are away: nodes count what a peer told them only while the session is up.</summary>
    internal CalicoNetwork(ClusterNetwork cluster, CalicoSettings settings, IPacketFilter filter, Func<string, string, bool>? isUp)
        : base(cluster)
    {
        (_settings, _filter, _bgp) = (settings, filter, new ClusterBgp(cluster, isUp));
        _table = DestinationTable.Of(cluster);
        _single = new SingleRoutes(cluster, _bgp.Export);
        _vteps = new VtepTable(cluster.Nodes);
        _encapsulations = new Encapsulations(cluster.Pools);
        _wireguard = new CalicoWireguard(_table, settings);
        _hosts = AddressSet.FromAddresses(cluster.Nodes.SelectMany(node => node.Addresses).Select(address => address.Address));
        foreach (ClusterNode node in cluster.Nodes)
        {
            Place(node.Name, node.TunnelAddresses);
        }
    }

    private protected override IEnumerable<Route> Learned => new RouterRoutes(_table, _single, _bgp, Underlay).All;

    private protected override Loss Missing(ClusterNode? from, IpAddress destination) => new RouterGap(Cluster, _table, _bgp).Of(from, destination);

    private protected override NodeRules BuildRules(ClusterNode node, NetworkStack stack, NodeProxy? services)
    {
        CalicoSettings settings = _settings.For(node.Name);
        return new CalicoRules(settings, new OutgoingNat(Cluster.Pools, _hosts, settings), _hosts, stack, services, _filter);
    }

    private protected override NetworkStack BuildNode(ClusterNode node, IEnumerable<ClusterPod> pods)
    {
        CalicoSettings settings = _settings.For(node.Name);
        TunnelMtus mtus = MtusOf(node.Name);
        RouteTable links = RouteTable.Of(Underlay.RoutesOf(node));
        RouteResolver resolver = new(_table, node.Name);
        IEnumerable<Route> peers = _bgp.RoutesToPeers(node.Name).Select(route => route with { Device = links.Find(route.Gateway!.Value)?.Device });
        FelixRoutes felix = new(
            node.Name,
            settings.FelixRoutes,
            family => node.Address(family) is { } address ? Underlay.UplinkOf(address) : null,
            _vteps.Of);
        BirdRoutes bird = new(
            node.Name,
            [.. RulesOf(node, IpFamily.V4), .. RulesOf(node, IpFamily.V6)],
            _bgp.Export.Originates,
            (origin, route, metric) => _bgp.Export.Announces(origin, route, metric) && _bgp.Hears(node.Name, origin, route.Family),
            (peer, family) => _wireguard.Encrypts(node.Name, family) && _wireguard.Encrypts(peer, family),
            links.Find);
        RouteTable own = RouteTable.Of([.. links.All, .. peers.Where(route => route.Device is not null), .. pods.SelectMany(PodWiring.Routes), .. _single.On(node.Name, resolver, bird)]);
        return new NetworkStack(
            node.Name,
            [new LoopbackDevice(), .. Underlay.UplinksOf(node), .. TunnelsOf(node, settings, mtus), .. _wireguard.DevicesOf(node, mtus), .. pods.Select(pod => PodWiring.HostSide(pod, Cluster.PodMtu ?? mtus.Pods))],
            [.. _wireguard.RulesOf(node), RoutingRule.Main(new CalicoRouteTable(own, _table, resolver, felix, bird))],
            _vteps.LinksOf(node.Name));
    }

    private protected override NetworkStack BuildPod(ClusterPod pod) => PodWiring.Inside(pod, Cluster.PodMtu ?? MtusOf(pod.Node).Pods);

    private TunnelMtus MtusOf(string node) => new(_settings.For(node), _encapsulations, Cluster.Mtu);

    private ImmutableArray<BirdKernelRule> RulesOf(ClusterNode node, IpFamily family) => BirdKernelRule.Of(Cluster.Pools, family, _settings.For(node.Name).BirdRoutes, node.Address(family)?.Subnet);

    private IEnumerable<NetworkDevice> TunnelsOf(ClusterNode node, CalicoSettings settings, TunnelMtus mtus)
    {
        if (_encapsulations.HasIpip && node.V4 is { } own)
        {
            yield return new IpipDevice(CalicoDevices.Ipip, own.Address) { Mtu = mtus.Ipip, Addresses = Single(node.IpipTunnel) };
        }

        foreach (IpFamily family in Families.Both)
        {
            if (_encapsulations.HasVxlan(family) && _vteps.Of(node.Name, family) is { } vtep)
            {
                string name = family == IpFamily.V4 ? CalicoDevices.Vxlan : CalicoDevices.VxlanV6;
                yield return new VxlanDevice(name, settings.VxlanVni, settings.VxlanPort, vtep.NodeAddress)
                {
                    Mac = vtep.Mac,
                    Mtu = mtus.Vxlan(family),
                    Addresses = Single(vtep.TunnelAddress),
                };
            }
        }
    }

    private static ImmutableArray<InterfaceAddress> Single(IpAddress? address) =>
        address is { } known ? [new InterfaceAddress(known, known.BitLength)] : [];
}
