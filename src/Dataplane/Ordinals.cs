using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane;

/// <summary>Addresses by their place in a range.</summary>
internal static class Ordinals
{
    /// <summary>The number of addresses, less one: the highest ordinal.</summary>
    public static UInt128 LastOrdinal(this IpPrefix range) => range.Last.MinusFirstOf(range);

    /// <summary>The ordinal of an address that lies in <paramref name="range"/>.</summary>
    public static UInt128 MinusFirstOf(this IpAddress address, IpPrefix range) =>
        (UInt128)address.Value - (UInt128)range.First.Value;

    /// <summary>The address at an ordinal of <paramref name="range"/>.</summary>
    public static IpAddress AddressAt(this IpPrefix range, UInt128 ordinal)
    {
        UInt128 value = (UInt128)range.First.Value + ordinal;
        return range.Family == IpFamily.V4 ? IpAddress.V4((uint)value) : IpAddress.V6(value);
    }

    /// <summary>The next address up (1) or down (-1); null at the ends of the family.</summary>
    public static IpAddress? OrdinalNeighbour(this IpAddress address, int step)
    {
        IpPrefix family = IpPrefix.Of(address, 0);
        return address == (step < 0 ? family.First : family.Last)
            ? null
            : family.AddressAt(step < 0 ? (UInt128)address.Value - 1 : (UInt128)address.Value + 1);
    }

    /// <summary>Whether <paramref name="inner"/> lies in <paramref name="outer"/> as a whole.</summary>
    public static bool Covers(this IpPrefix outer, IpPrefix inner) =>
        outer.Length <= inner.Length && outer.Contains(inner.First);
}
