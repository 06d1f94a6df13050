using PolicyEngine.Dataplane.Kernel;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>The source ports that UDP from a node gets on its way into the overlay: none that could be taken for VXLAN itself.</summary>
internal static class MasqueradePorts
{
    private const ushort Lowest = 1024;
    private const ushort Highest = 65535;

    /// <summary>The larger range beside the VXLAN port; null where the port is none.</summary>
    public static PortRange? Beside(int vxlanPort) =>
        vxlanPort is <= 0 or > Highest ? null
        : Highest - vxlanPort >= vxlanPort - Lowest ? new PortRange((ushort)(vxlanPort + 1), Highest)
        : new PortRange(Lowest, (ushort)(vxlanPort - 1));
}
