using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>A node that runs Flannel.</summary>
/// <param name="Config">The configuration.</param>
/// <param name="Lease">Its own lease.</param>
/// <param name="External">The interface by which it reaches the others.</param>
public sealed record FlannelHost(FlannelConfig Config, FlannelLease Lease, ExternalInterface External)
{
    /// <summary>The Ethernet address of its VXLAN interface: drawn once, then kept in its annotation.</summary>
    public MacAddress Mac { get; init; }

    /// <summary>The Ethernet address of its VXLAN interface for IPv6.</summary>
    public MacAddress MacV6 { get; init; }
}
