namespace PolicyEngine.Dataplane.Calico;

/// <summary>The source ports that UDP from a node gets on its way into the overlay: none that could be taken for VXLAN itself.</summary>
internal static class MasqueradePorts
{
    private const int Lowest = 1024;
    private const int Highest = 65535;

    /// <summary>The larger range beside the VXLAN port, as <c>4790-65535</c>; empty where the port is none.</summary>
    public static string Beside(int vxlanPort) =>
        vxlanPort is <= 0 or > Highest ? ""
        : Highest - vxlanPort >= vxlanPort - Lowest ? $"{vxlanPort + 1}-{Highest}"
        : $"{Lowest}-{vxlanPort - 1}";
}
