using System.Globalization;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Nodes that wrap packets for another VXLAN network or port than the others.</summary>
internal sealed class TunnelsDisagree() : NetworkCheck(
    "PE6518", Severity.Error, "nodes disagree about VXLAN", "take `vxlanVNI` and `vxlanPort` out of the FelixConfiguration of the node")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        Encapsulations encapsulations = new(cluster.Told.Pools);
        if (!Examination.Families.Any(encapsulations.HasVxlan))
        {
            return [];
        }

        FelixConfigurations felix = cluster.Snapshot.Model.Felix;
        (int, ushort) usual = (cluster.View.Settings.VxlanVni, felix.Everywhere.VxlanPort);
        return from node in cluster.Told.Nodes
               let own = (VniOf(felix.Of(node.Name), usual.Item1), felix.Of(node.Name).VxlanPort)
               where own != usual
               select new Complaint($"FelixConfiguration/node.{node.Name}", FormattableString.Invariant($"node `{node.Name}` has VXLAN network {own.Item1} on port {own.VxlanPort}, the others {usual.Item1} on port {usual.Item2}"));
    }

    private static int VniOf(FelixConfiguration felix, int usual) =>
        felix.Parameters.TryGetValue("VXLANVNI", out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int vni) ? vni : usual;
}
