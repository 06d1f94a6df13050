using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Nodes that speak BGP with nobody although routes to pods of other nodes come by BGP, and sessions whose ends do not agree.</summary>
internal sealed class NoWayForRoutes() : NetworkCheck(
    "PE6507", Severity.Error, "node without BGP peer", "turn the node-to-node mesh on, or create BGPPeers that select both nodes and have the AS number of the other")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from family in Families.Both
        where cluster.Told.Nodes.Length > 1 && NeedsBgp(cluster, family)
        let sessions = new BgpSessions(cluster.View.Cluster, family)
        from node in cluster.Told.Nodes
        let speaker = sessions.Speaker(node.Name)
        where speaker is not null
        from message in Faults(sessions, speaker).Concat(sessions.HasClashes ? Clashes(sessions, speaker) : [])
        select new Complaint($"Node/{node.Name}", message);

    /// <summary>Whether BIRD has to carry the routes of any pool of a family.</summary>
    public static bool NeedsBgp(Examination cluster, IpFamily family) =>
        cluster.PodPools.Any(pool => !pool.Disabled && pool.Cidr.Family == family && NeedsBgp(pool, cluster.View.Settings));

    private static IEnumerable<string> Faults(BgpSessions sessions, ClusterNode node) =>
        sessions.IsInMesh(node.Name) || sessions.PeersOf(node).Any() || sessions.Outward(node.Name).Any()
            ? from other in sessions.AskedByAddress(node)
              let own = sessions.Between(node, other)
              let theirs = sessions.Between(other, node)
              where theirs is null || own.PeerAs != theirs.LocalAs
              select theirs is null
                ? $"node `{node.Name}` has a BGPPeer for node `{other.Name}`, which has none for it: their BGP session never comes up"
                : $"node `{node.Name}` expects AS {own.PeerAs} at node `{other.Name}`, which has {theirs.LocalAs}: their BGP session never comes up"
            : [$"node `{node.Name}` has no BGP peer, and the node-to-node mesh is off: nobody learns where its pods are"];

    // That two nodes have one IPv4 address is another fault.
    private static IEnumerable<string> Clashes(BgpSessions sessions, ClusterNode node) =>
        from other in sessions.PeersOf(node)
        where string.CompareOrdinal(other.Name, node.Name) < 0 && sessions.IdOf(other) == sessions.IdOf(node) && (node.V4 is null || other.V4 is null)
        select $"nodes `{other.Name}` and `{node.Name}` both call themselves {sessions.IdOf(node)} in BGP: they refuse each other";

    private static bool NeedsBgp(AddressPool pool, CalicoSettings settings) =>
        pool.Vxlan == EncapsulationMode.Never
        && !settings.FelixRoutes.HasFlag(pool.Ipip == EncapsulationMode.Never ? ClusterRoutes.NoEncap : ClusterRoutes.Ipip);
}
