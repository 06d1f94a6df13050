using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Pods or tunnels whose packets, wrapped, are larger than the network between nodes takes.</summary>
internal sealed class PacketsTooLarge() : NetworkCheck(
    "PE6505", Severity.Error, "MTU too large", "lower it, or leave it out so that the agents choose it; then recreate the pods")
{
    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        Encapsulations encapsulations = new(cluster.Told.Pools);
        CalicoSettings settings = cluster.View.Settings;
        (bool IsUsed, string Subject, string What, int? Mtu, int Overhead)[] links =
        [
            (true, "ConfigMap/kube-system/calico-config", "pods", cluster.Told.PodMtu, Math.Max(encapsulations.Overhead, settings.WireguardOverhead)),
            (encapsulations.HasIpip, Felix, "IPIP interfaces", settings.IpipMtu, CalicoDevices.IpipOverhead),
            (encapsulations.HasVxlan(IpFamily.V4), Felix, "VXLAN interfaces", settings.VxlanMtuV4, CalicoDevices.VxlanOverhead),
            (encapsulations.HasVxlan(IpFamily.V6), Felix, "VXLAN interfaces for IPv6", settings.VxlanMtuV6, CalicoDevices.VxlanV6Overhead),
            (settings.WireguardEnabled, Felix, "WireGuard interfaces", settings.WireguardMtu, CalicoDevices.WireguardOverhead),
            (settings.WireguardEnabledV6, Felix, "WireGuard interfaces for IPv6", settings.WireguardMtuV6, CalicoDevices.WireguardV6Overhead),
        ];
        return from link in links
               where link.IsUsed && link.Mtu + link.Overhead > cluster.UplinkMtu
               select new Complaint(link.Subject, FormattableString.Invariant($"{link.What} have an MTU of {link.Mtu}; with {link.Overhead} octets around it that is more than the {cluster.UplinkMtu} of the network between nodes"));
    }

    private const string Felix = "FelixConfiguration/default";
}
