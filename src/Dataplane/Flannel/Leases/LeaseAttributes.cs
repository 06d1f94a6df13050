using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>What a node tells the others about itself.</summary>
/// <param name="BackendType">The kind of its backend.</param>
public sealed record LeaseAttributes(string BackendType)
{
    /// <summary>The address that the others reach it at.</summary>
    public IpAddress? PublicIp { get; init; }

    /// <summary>The IPv6 address that the others reach it at.</summary>
    public IpAddress? PublicIpV6 { get; init; }

    /// <summary>What its backend adds, as JSON.</summary>
    public string? BackendData { get; init; }

    /// <summary>What its backend adds for IPv6, as JSON.</summary>
    public string? BackendDataV6 { get; init; }
}
