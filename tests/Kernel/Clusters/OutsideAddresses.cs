using System.Collections.Immutable;
using PolicyEngine.Sets;
using PolicyEngine.Specification;

namespace Kernel.Tests.Clusters;

/// <summary>Addresses at the edges of the nets that generated clusters speak of, as far as hosts can have them.</summary>
internal static class OutsideAddresses
{
    public static ImmutableArray<IpAddress> All { get; } =
        [.. WorldBuilder.Nets.Select(Net.Parse).SelectMany(Edges).Select(Convert).Where(IsOfHost).Append(Parse("203.0.113.9")).Append(Parse("2620::1")).Distinct()];

    private static IEnumerable<Address> Edges(Net net)
    {
        foreach (UInt128 bits in new[] { net.First.Bits, net.Last.Bits, unchecked(net.First.Bits - 1), unchecked(net.Last.Bits + 1) })
        {
            yield return net.First with { Bits = bits };
        }
    }

    private static IpAddress Convert(Address address) => address.Family == 4 ? IpAddress.V4((uint)(address.Bits & uint.MaxValue)) : IpAddress.V6(address.Bits);

    private static IpAddress Parse(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    /// <summary>Nobody forwards packets of groups, of the machine itself or of one link.</summary>
    public static bool IsOfHost(IpAddress address)
    {
        ulong first = address.Family == IpFamily.V4 ? address.Value.Low >> 24 : address.Value.High >> 48;
        return address.Family == IpFamily.V4 ? first is > 0 and < 224 and not 127 : first is >= 0x2000 and < 0xfe00;
    }
}
