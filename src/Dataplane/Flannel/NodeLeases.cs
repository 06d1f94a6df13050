using System.Collections.Immutable;
using System.Text;
using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>The leases of the nodes of a cluster, as the nodes' own subnets make them. What a node draws at random follows from its name here.</summary>
internal sealed class NodeLeases(ClusterNetwork cluster, FlannelConfig config)
{
    private readonly KubeLeases _leases = new(config);

    /// <summary>The lease of every node that has one, in the order of the nodes.</summary>
    public IEnumerable<KeyValuePair<ClusterNode, FlannelLease>> All =>
        from node in cluster.Nodes
        let acquired = _leases.Acquire(new KubeNode(node.Name, node.PodCidrs, ImmutableSortedDictionary<string, string>.Empty), AttributesOf(node)).Value
        where acquired is not null
        let lease = _leases.LeaseOf(acquired.Node).Value
        where lease is not null
        select KeyValuePair.Create(node, lease);

    /// <summary>A node as the daemon on it sees it.</summary>
    public FlannelHost HostOf(ClusterNode node, FlannelLease lease)
    {
        return new FlannelHost(config, lease, new ExternalInterface(Underlay.Uplink, cluster.Mtu)
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

    private LeaseAttributes AttributesOf(ClusterNode node) => new(config.Backend.Type)
    {
        PublicIp = node.V4?.Address,
        PublicIpV6 = node.V6?.Address,
        BackendData = DataOf(node, MacOf(node)),
        BackendDataV6 = DataOf(node, MacV6Of(node)),
    };

    private string? DataOf(ClusterNode node, MacAddress mac) => config.Backend.Type switch
    {
        VxlanBackend.Name => BackendData.OfVxlan(config.Backend.Vni, mac),
        WireguardBackend.Name => BackendData.OfWireguard(Convert.ToBase64String(Encoding.UTF8.GetBytes(node.Name))),
        _ => null,
    };

    private static MacAddress MacOf(ClusterNode node) => BackendData.VtepMacOf(node.Annotations.GetValueOrDefault(FlannelAnnotations.BackendData)) ?? StableMac.Of($"{node.Name} flannel");

    private static MacAddress MacV6Of(ClusterNode node) => BackendData.VtepMacOf(node.Annotations.GetValueOrDefault(FlannelAnnotations.BackendDataV6)) ?? StableMac.Of($"{node.Name} flannel-v6");
}
