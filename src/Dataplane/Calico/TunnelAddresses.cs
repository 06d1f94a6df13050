using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>What Felix makes of the addresses of a tunnel's interface.</summary>
internal static class TunnelAddresses
{
    private static readonly IpPrefix LinkLocalV6 = IpPrefix.TryParse("fe80::/10", out IpPrefix prefix) ? prefix : default;

    /// <summary>The addresses it has afterwards: the wanted one, and the link-local one of IPv6, which is the kernel's; all others go.</summary>
    public static IEnumerable<InterfaceAddress> Kept(IEnumerable<InterfaceAddress> present, InterfaceAddress? wanted) =>
        present.Where(address => address != wanted && LinkLocalV6.Contains(address.Address)).Concat(wanted is { } own ? [own] : []);
}
