using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>The node whose kube-proxy decides.</summary>
/// <param name="Name">Its name.</param>
public sealed record ProxyNode(string Name)
{
    /// <summary>Its zone; null where it has none.</summary>
    public string? Zone { get; init; }

    /// <summary>All addresses of its interfaces but loopback, its own address of a family before others of that family.</summary>
    public ImmutableArray<IpAddress> Addresses { get; init; } = [];

    /// <summary>Whether packets to the address end here.</summary>
    internal bool HasAddress(IpAddress address) => Addresses.Contains(address) || address.IsLoopback();

    /// <summary>Its own address of a family; null where it has none.</summary>
    internal IpAddress? AddressIn(IpFamily family)
    {
        foreach (IpAddress address in Addresses)
        {
            if (address.Family == family)
            {
                return address;
            }
        }

        return null;
    }
}
