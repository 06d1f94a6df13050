using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane;

/// <summary>The addresses that are not routed on the internet (RFC 1918, RFC 4193).</summary>
internal static class PrivateAddresses
{
    private static readonly ImmutableArray<IpPrefix> Blocks =
    [
        IpPrefix.Of(IpAddress.V4(0x0a00_0000), 8),
        IpPrefix.Of(IpAddress.V4(0xac10_0000), 12),
        IpPrefix.Of(IpAddress.V4(0xc0a8_0000), 16),
        IpPrefix.Of(IpAddress.V6(UInt128.CreateChecked(0xfc) << 120), 7),
    ];

    public static bool Contain(IpAddress address) => Blocks.Any(block => block.Contains(address));
}
