using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>A node asks for a lease.</summary>
/// <param name="Attributes">What it tells about itself. By its public address it is known again.</param>
public sealed record LeaseRequest(LeaseAttributes Attributes)
{
    /// <summary>The subnet that its environment file names.</summary>
    public IpPrefix? PreviousSubnet { get; init; }

    /// <summary>The IPv6 subnet that its environment file names.</summary>
    public IpPrefix? PreviousSubnetV6 { get; init; }
}
