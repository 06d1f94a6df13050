using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Nodes that speak BGP with nobody although routes to pods of other nodes come by BGP.</summary>
internal sealed class NoWayForRoutes() : NetworkCheck(
    "PE6507", Severity.Error, "node without BGP peer", "turn the node-to-node mesh on, or create a BGPPeer that selects the node")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        !cluster.Told.Bgp.NodeToNodeMeshEnabled && cluster.Told.Nodes.Length > 1 && NeedsBgp(cluster)
            ? cluster.Told.Nodes
                .Where(node => !cluster.Told.BgpPeers.Any(peer => Concerns(peer, node)))
                .Select(node => new Complaint($"Node/{node.Name}", $"node `{node.Name}` has no BGP peer, and the node-to-node mesh is off: nobody learns where its pods are"))
            : [];

    /// <summary>Whether BIRD has to carry the routes of any pool.</summary>
    public static bool NeedsBgp(Examination cluster) => cluster.PodPools.Any(pool => !pool.Disabled && NeedsBgp(pool, cluster.View.Settings));

    private static bool NeedsBgp(AddressPool pool, CalicoSettings settings) =>
        pool.Vxlan == EncapsulationMode.Never
        && !settings.FelixRoutes.HasFlag(pool.Ipip == EncapsulationMode.Never ? ClusterRoutes.NoEncap : ClusterRoutes.Ipip);

    private static bool Concerns(BgpPeer peer, ClusterNode node) =>
        peer.PeerSelector?.Matches(node.Labels) == true
        || (peer.Node is { } name ? name == node.Name : peer.NodeSelector?.Matches(node.Labels) ?? true);
}
