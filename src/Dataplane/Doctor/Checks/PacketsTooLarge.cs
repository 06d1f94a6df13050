using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Pods or tunnels whose packets, wrapped, are larger than the network between nodes takes.</summary>
internal sealed class PacketsTooLarge() : NetworkCheck(
    "PE6505", Severity.Error, "MTU too large", "lower it, or leave it out so that the agents choose it; then recreate the pods")
{
    private const string Felix = "FelixConfiguration/";

    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        Encapsulations encapsulations = new(cluster.Told.Pools);
        CalicoSettings settings = cluster.View.Settings;
        ToldMtu[] everywhere = [.. ToldMtu.OfTunnels(settings, encapsulations)];
        (string Subject, ToldMtu Link)[] links =
        [
            .. ToldMtu.OfPods(cluster.Told.PodMtu, settings, encapsulations).Select(link => ("ConfigMap/kube-system/calico-config", link)),
            .. everywhere.Select(link => ($"{Felix}default", link)),
            .. from node in cluster.Told.Nodes
               let own = settings.For(node.Name)
               where !ReferenceEquals(own, settings)
               from link in ToldMtu.OfTunnels(own, encapsulations).Except(everywhere)
               select ($"{Felix}node.{node.Name}", link),
        ];
        return from entry in links
               let link = entry.Link
               where link.Wrapped > cluster.UplinkMtu
               select new Complaint(entry.Subject, FormattableString.Invariant($"{link.What} have an MTU of {link.Mtu}; with {link.Overhead} octets around it that is more than the {cluster.UplinkMtu} of the network between nodes"));
    }
}
