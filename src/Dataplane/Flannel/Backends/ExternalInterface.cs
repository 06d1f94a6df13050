using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>The interface by which a node reaches the others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mtu">Its MTU, in octets.</param>
public sealed record ExternalInterface(string Name, int Mtu)
{
    /// <summary>Its IPv4 address.</summary>
    public IpAddress? Address { get; init; }

    /// <summary>Its IPv6 address.</summary>
    public IpAddress? AddressV6 { get; init; }

    /// <summary>The blocks that it reaches without a gateway.</summary>
    public ImmutableArray<IpPrefix> OnLink { get; init; } = [];

    internal bool Reaches(IpAddress address) => OnLink.Any(block => block.Contains(address));
}
