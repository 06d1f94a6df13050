using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Wiring;

/// <summary>
/// VLANs of the node's interfaces in the pods (<see cref="TerwayDatapath.Vlan"/>), connected as interfaces of their own are. All that
/// they send goes to one Ethernet address, which becomes that of the VPC's router where the tag is taken off.
/// </summary>
internal sealed class VlanWiring(ClusterNetwork cluster, Underlay underlay, TerwaySettings settings) : OwnInterfaceWiring(cluster, underlay, settings)
{
    private static readonly MacAddress s_gateway = new(0xeeff_ffff_ffff);

    public override IEnumerable<NetworkDevice> DevicesOf(ClusterNode node, IEnumerable<ClusterPod> pods) =>
    [
        .. Underlay.EnisOf(node).Zip(node.Enis, (lower, eni) => lower with
        {
            Uppers = [.. UppersOf(eni, pods)],
        }),
        .. base.DevicesOf(node, pods),
    ];

    protected override NetworkDevice InterfaceOf(ClusterNode node, ClusterPod pod, NodeEni eni, string name) =>
        new VlanDevice(name, node.Name, eni.Name) { Mac = Underlay.MacOf(node, eni) };

    protected override IEnumerable<Neighbour> NeighboursOn(NodeEni eni, string name) => [new Neighbour(name, Underlay.GatewayOf(eni), s_gateway)];
}
