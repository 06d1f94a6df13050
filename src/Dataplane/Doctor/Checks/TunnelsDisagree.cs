using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Nodes that wrap packets for another VXLAN network or port than the others.</summary>
internal sealed class TunnelsDisagree() : NetworkCheck(
    "PE6518", Severity.Error, "nodes disagree about VXLAN", "take `vxlanVNI` and `vxlanPort` out of the FelixConfiguration of the node")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        Encapsulations encapsulations = new(cluster.Told.Pools);
        if (!Families.Both.Any(encapsulations.HasVxlan))
        {
            return [];
        }

        CalicoSettings usual = cluster.View.Settings;
        return from node in cluster.Told.Nodes
               let own = usual.For(node.Name)
               where own.VxlanVni != usual.VxlanVni || own.VxlanPort != usual.VxlanPort
               select new Complaint($"FelixConfiguration/node.{node.Name}", FormattableString.Invariant($"node `{node.Name}` has VXLAN network {own.VxlanVni} on port {own.VxlanPort}, the others {usual.VxlanVni} on port {usual.VxlanPort}"));
    }
}
