using System.Collections.Immutable;
using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>A node that has a lease.</summary>
/// <param name="Node">The node.</param>
/// <param name="Lease">Its lease.</param>
/// <param name="Told">Its lease as the others hear of it; null where they hear nothing that they can read.</param>
/// <param name="Backend">How it reaches the others.</param>
internal sealed record FlannelMember(ClusterNode Node, FlannelLease Lease, FlannelLease? Told, FlannelBackend Backend)
{
    /// <summary>The subnets of its pods.</summary>
    public ImmutableArray<IpPrefix> Subnets => [.. Lease.Subnets];

    /// <summary>The addresses of its tunnel.</summary>
    public IEnumerable<IpAddress> TunnelAddresses => Backend.Devices.SelectMany(device => device.Addresses).Select(address => address.First);
}
