using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Sets;
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
        Link pods = new("pods", true, cluster.Told.PodMtu, Math.Max(encapsulations.Overhead, settings.WireguardOverhead));
        (string Subject, Link Link)[] links =
        [
            ("ConfigMap/kube-system/calico-config", pods),
            .. Tunnels(settings, encapsulations).Select(link => ($"{Felix}default", link)),
            .. from node in cluster.Told.Nodes
               let own = settings.For(node.Name)
               where !ReferenceEquals(own, settings)
               from link in Tunnels(own, encapsulations).Except(Tunnels(settings, encapsulations))
               select ($"{Felix}node.{node.Name}", link),
        ];
        return from entry in links
               let link = entry.Link
               where link.IsUsed && link.Mtu + link.Overhead > cluster.UplinkMtu
               select new Complaint(entry.Subject, FormattableString.Invariant($"{link.What} have an MTU of {link.Mtu}; with {link.Overhead} octets around it that is more than the {cluster.UplinkMtu} of the network between nodes"));
    }

    private static Link[] Tunnels(CalicoSettings settings, Encapsulations encapsulations) =>
    [
        new("IPIP interfaces", encapsulations.HasIpip, settings.IpipMtu, CalicoDevices.IpipOverhead),
        new("VXLAN interfaces", encapsulations.HasVxlan(IpFamily.V4), settings.VxlanMtuV4, CalicoDevices.VxlanOverhead),
        new("VXLAN interfaces for IPv6", encapsulations.HasVxlan(IpFamily.V6), settings.VxlanMtuV6, CalicoDevices.VxlanV6Overhead),
        new("WireGuard interfaces", settings.WireguardEnabled, settings.WireguardMtu, CalicoDevices.WireguardOverhead),
        new("WireGuard interfaces for IPv6", settings.WireguardEnabledV6, settings.WireguardMtuV6, CalicoDevices.WireguardV6Overhead),
    ];

    /// <summary>Interfaces of one kind.</summary>
    private sealed record Link(string What, bool IsUsed, int? Mtu, int Overhead);
}
