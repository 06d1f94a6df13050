using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>The subnets of a node. It has at least one.</summary>
/// <param name="Subnet">The IPv4 subnet; null where the family is not served.</param>
/// <param name="SubnetV6">The IPv6 subnet; null where the family is not served.</param>
/// <param name="Attributes">What the node tells about itself.</param>
public sealed record FlannelLease(IpPrefix? Subnet, IpPrefix? SubnetV6, LeaseAttributes Attributes)
{
    /// <summary>When it ends; null for a reservation, and where Kubernetes hands out the subnets.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>The subnets.</summary>
    internal IEnumerable<IpPrefix> Subnets => new[] { Subnet, SubnetV6 }.OfType<IpPrefix>();

    /// <summary>Whether the other lease has this one's subnets; of a family that this one lacks nothing is asked.</summary>
    internal bool IsOfSubnetsOf(FlannelLease other) =>
        (Subnet is null || Subnet == other.Subnet) && (SubnetV6 is null || SubnetV6 == other.SubnetV6);
}
