using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>The node whose kube-proxy decides.</summary>
/// <param name="Name">Its name.</param>
public sealed record ProxyNode(string Name)
{
    private static readonly IpPrefix LoopbackV4 = IpPrefix.Of(IpAddress.V4(0x7F00_0000), 8);

    /// <summary>Its zone; null where it has none.</summary>
    public string? Zone { get; init; }

    /// <summary>All addresses of its interfaces but loopback, its own address of a family before others of that family.</summary>
    public ImmutableArray<IpAddress> Addresses { get; init; } = [];

    /// <summary>Whether an address is one of the loopback interface.</summary>
    internal static bool IsLoopback(IpAddress address) =>
        address.Family == IpFamily.V4 ? LoopbackV4.Contains(address) : address.Value == (AddressBits)1;

    /// <summary>Whether packets to the address end here.</summary>
    internal bool HasAddress(IpAddress address) => Addresses.Contains(address) || IsLoopback(address);

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
