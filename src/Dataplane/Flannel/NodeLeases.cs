using System.Collections.Immutable;
using System.Text;
using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>
/// The leases of the nodes of a cluster, as the nodes' own subnets make them, and as their annotations tell them to others. What a
/// node draws at random follows from its name here.
/// </summary>
internal sealed class NodeLeases(ClusterNetwork cluster, FlannelConfig config)
{
    private readonly KubeLeases _leases = new(config);

    /// <summary>The lease of every node that has one, and what the others hear of it, in the order of the nodes.</summary>
    public IEnumerable<NodeLease> All =>
        from node in cluster.Nodes
        let acquired = Acquire(node, ImmutableSortedDictionary<string, string>.Empty)
        where acquired is not null
        let lease = _leases.LeaseOf(acquired).Value
        where lease is not null
        select new NodeLease(node, lease, _leases.LeaseOf(Told(node)).Value);

    /// <summary>A node as the daemon on it sees it.</summary>
    public FlannelHost HostOf(ClusterNode node, FlannelLease lease)
    {
        FlannelConfig own = config with { Backend = config.Backend with { Type = lease.Attributes.BackendType } };
        return new FlannelHost(own, lease, new ExternalInterface(Underlay.Uplink, cluster.Mtu)
        {
            Address = node.V4?.Address,
            AddressV6 = node.V6?.Address,
            OnLink = [.. node.Addresses.Select(address => address.Subnet)],
        })
        {
            Mac = MacOf(node),
            MacV6 = MacV6Of(node),
        };
    }

    private KubeNode? Acquire(ClusterNode node, ImmutableSortedDictionary<string, string> annotations) =>
        _leases.Acquire(new KubeNode(node.Name, node.PodCidrs, annotations), AttributesOf(node)).Value?.Node;

    /// <summary>The node as others see it: its annotations as they stand, and where they are not told as its daemon writes them.</summary>
    private KubeNode Told(ClusterNode node)
    {
        KubeNode written = Acquire(node, node.Annotations)!;
        return written with { Annotations = written.Annotations.SetItems(node.Annotations) };
    }

    // A daemon reads its configuration when it starts: what it has told since holds until it starts again.
    private string TypeOf(ClusterNode node) => node.Annotations.GetValueOrDefault(FlannelAnnotations.BackendType) is { Length: > 0 } told ? told : config.Backend.Type;

    private LeaseAttributes AttributesOf(ClusterNode node) => new(TypeOf(node))
    {
        PublicIp = node.V4?.Address,
        PublicIpV6 = node.V6?.Address,
        BackendData = DataOf(node, MacOf(node)),
        BackendDataV6 = DataOf(node, MacV6Of(node)),
    };

    private string? DataOf(ClusterNode node, MacAddress mac) => TypeOf(node) switch
    {
        VxlanBackend.Name => BackendData.OfVxlan(config.Backend.Vni, mac),
        WireguardBackend.Name => BackendData.OfWireguard(Convert.ToBase64String(Encoding.UTF8.GetBytes(node.Name))),
        _ => null,
    };

    private static MacAddress MacOf(ClusterNode node) => BackendData.VtepMacOf(node.Annotations.GetValueOrDefault(FlannelAnnotations.BackendData)) ?? StableMac.Of($"{node.Name} flannel");

    private static MacAddress MacV6Of(ClusterNode node) => BackendData.VtepMacOf(node.Annotations.GetValueOrDefault(FlannelAnnotations.BackendDataV6)) ?? StableMac.Of($"{node.Name} flannel-v6");
}
