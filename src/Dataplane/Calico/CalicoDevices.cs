namespace PolicyEngine.Dataplane.Calico;

/// <summary>The names of the interfaces that Calico makes.</summary>
internal static class CalicoDevices
{
    public const string Ipip = "tunl0";

    public const string Vxlan = "vxlan.calico";

    public const string VxlanV6 = "vxlan-v6.calico";

    public const string Wireguard = "wireguard.cali";

    public const string WireguardV6 = "wg-v6.cali";

    /// <summary>Whether an interface is one of its tunnels.</summary>
    public static bool IsTunnel(string name) => name is Ipip or Vxlan or VxlanV6 or Wireguard or WireguardV6;

    /// <summary>The octets that each encapsulation adds.</summary>
    public const int IpipOverhead = 20;

    public const int VxlanOverhead = 50;

    public const int VxlanV6Overhead = 70;

    public const int WireguardOverhead = 60;

    public const int WireguardV6Overhead = 80;
}
