using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Pools whose routes between nodes Felix and BIRD leave to each other, or both install.</summary>
internal sealed class RoutesWithoutOwner() : NetworkCheck(
    "PE6527", Severity.Error, "not one owner of routes between nodes", "let `programClusterRoutes` of either the FelixConfiguration or the BGPConfiguration, and of one only, name the routes of the pool")
{
    public override IEnumerable<Complaint> Examine(Examination cluster) =>
        from pool in cluster.View.Provider == NetworkProvider.Calico && cluster.Told.Nodes.Length > 1 ? cluster.PodPools : []
        where !pool.Disabled && pool.Vxlan == EncapsulationMode.Never
        let kind = pool.Ipip == EncapsulationMode.Never ? ClusterRoutes.NoEncap : ClusterRoutes.Ipip
        from owners in cluster.Told.Nodes.GroupBy(node => OwnersOf(kind, cluster.View.Settings.For(node.Name)), node => node.Name)
        where owners.Key != 1
        select new Complaint(
            $"IPPool/{pool.Name}",
            $"{(owners.Key == 0 ? "neither Felix nor BIRD installs" : "both Felix and BIRD install")} the routes of pool `{pool.Name}` to other nodes on {FewNames.Quote([.. owners])}");

    private static int OwnersOf(ClusterRoutes kind, CalicoSettings settings) =>
        (settings.FelixRoutes.HasFlag(kind) ? 1 : 0) + (settings.BirdRoutes.HasFlag(kind) ? 1 : 0);
}
