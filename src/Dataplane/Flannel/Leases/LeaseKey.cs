using System.Globalization;
using System.Runtime.InteropServices;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>The name under which etcd keeps a lease, below <c>subnets/</c>.</summary>
/// <param name="Subnet">The IPv4 subnet.</param>
/// <param name="SubnetV6">The IPv6 subnet of a node with both families.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LeaseKey(IpPrefix Subnet, IpPrefix? SubnetV6 = null)
{
    /// <summary>Reads <c>10.244.1.0-24</c> or <c>10.244.1.0-24&amp;fc00:0:0:1::-64</c>, whatever path stands before it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out LeaseKey key)
    {
        key = default;
        text = text[(text.LastIndexOf('/') + 1)..];
        int both = text.IndexOf('&');
        if (!TryParsePart(both < 0 ? text : text[..both], IpFamily.V4, out IpPrefix subnet))
        {
            return false;
        }

        IpPrefix subnetV6 = default;
        bool read = both < 0 || TryParsePart(text[(both + 1)..], IpFamily.V6, out subnetV6);
        key = read ? new(subnet, both < 0 ? null : subnetV6) : default;
        return read;
    }

    /// <summary>The name in etcd.</summary>
    public override string ToString() => SubnetV6 is { } subnetV6 ? $"{Part(Subnet)}&{Part(subnetV6)}" : Part(Subnet);

    private static string Part(IpPrefix subnet) => string.Create(CultureInfo.InvariantCulture, $"{subnet.First}-{subnet.Length}");

    // A subnet of one address has no key: Flannel reads lengths of five and of seven bits.
    private static bool TryParsePart(ReadOnlySpan<char> text, IpFamily family, out IpPrefix subnet)
    {
        subnet = default;
        int dash = text.IndexOf('-');
        if (dash < 0
            || !IpAddress.TryParse(text[..dash], out IpAddress address)
            || address.Family != family
            || !int.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length >= address.BitLength)
        {
            return false;
        }

        subnet = IpPrefix.Of(address, length);
        return true;
    }
}
