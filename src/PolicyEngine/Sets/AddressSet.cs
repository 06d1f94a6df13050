using System.Diagnostics.CodeAnalysis;

namespace PolicyEngine.Sets;

/// <summary>
/// A set of IPv4 and IPv6 addresses, kept in one canonical form, so equality is set equality. <c>n</c> and <c>m</c>
/// below count the intervals of the operands.
/// </summary>
public sealed class AddressSet : IEquatable<AddressSet>
{
    private AddressSet(IntervalSet<uint> v4, IntervalSet<AddressBits> v6)
    {
        V4 = v4;
        V6 = v6;
    }

    /// <summary>The set without addresses.</summary>
    public static AddressSet Empty { get; } = new(IntervalSet<uint>.Empty, IntervalSet<AddressBits>.Empty);

    /// <summary>All addresses of both families.</summary>
    public static AddressSet All { get; } = new(IntervalSet<uint>.Full, IntervalSet<AddressBits>.Full);

    /// <summary>All IPv4 addresses.</summary>
    public static AddressSet AllV4 { get; } = new(IntervalSet<uint>.Full, IntervalSet<AddressBits>.Empty);

    /// <summary>All IPv6 addresses.</summary>
    public static AddressSet AllV6 { get; } = new(IntervalSet<uint>.Empty, IntervalSet<AddressBits>.Full);

    /// <summary>The IPv4 addresses as numbers.</summary>
    public IntervalSet<uint> V4 { get; }

    /// <summary>The IPv6 addresses as numbers.</summary>
    public IntervalSet<AddressBits> V6 { get; }

    /// <summary>Whether the set has no address.</summary>
    public bool IsEmpty => V4.IsEmpty && V6.IsEmpty;

    /// <summary>Whether the set has every address of both families.</summary>
    public bool IsAll => V4.IsFull && V6.IsFull;

    /// <summary>The first address, IPv4 before IPv6, or nothing if the set is empty.</summary>
    public IpAddress? Lowest =>
        V4.Lowest is { } v4 ? IpAddress.V4(v4)
        : V6.Lowest is { } v6 ? IpAddress.V6(v6)
        : null;

    /// <summary>The ranges that make up the set, in order: neither do two touch nor overlap.</summary>
    internal IEnumerable<(IpAddress Low, IpAddress High)> Ranges
    {
        get
        {
            foreach (Interval<uint> interval in V4.Intervals)
            {
                yield return (IpAddress.V4(interval.Low), IpAddress.V4(interval.High));
            }

            foreach (Interval<AddressBits> interval in V6.Intervals)
            {
                yield return (IpAddress.V6(interval.Low), IpAddress.V6(interval.High));
            }
        }
    }

    /// <summary>The fewest disjoint blocks that make up the set, in order; at most 2·bits − 2 for each interval.</summary>
    public IEnumerable<IpPrefix> Prefixes
    {
        get
        {
            foreach (Interval<uint> interval in V4.Intervals)
            {
                foreach ((AddressBits first, int hostBits) in Blocks(interval.Low, interval.High))
                {
                    yield return IpPrefix.Of(IpAddress.V4((uint)first.Low), 32 - hostBits);
                }
            }

            foreach (Interval<AddressBits> interval in V6.Intervals)
            {
                foreach ((AddressBits first, int hostBits) in Blocks(interval.Low, interval.High))
                {
                    yield return IpPrefix.Of(IpAddress.V6(first), 128 - hostBits);
                }
            }
        }
    }

    /// <summary>The set of some IPv4 addresses and some IPv6 addresses, each as numbers.</summary>
    public static AddressSet Of(IntervalSet<uint> v4, IntervalSet<AddressBits> v6)
    {
        ArgumentNullException.ThrowIfNull(v4);
        ArgumentNullException.ThrowIfNull(v6);
        return v4.IsEmpty && v6.IsEmpty ? Empty : v4.IsFull && v6.IsFull ? All : new AddressSet(v4, v6);
    }

    /// <summary>The set of one address.</summary>
    public static AddressSet Of(IpAddress address) => FromRange(address, address);

    /// <summary>The addresses of one block.</summary>
    public static AddressSet Of(IpPrefix prefix) => FromRange(prefix.First, prefix.Last);

    /// <summary>The addresses from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    /// <exception cref="ArgumentException">The ends are of two families, or <paramref name="low"/> is above <paramref name="high"/>.</exception>
    public static AddressSet FromRange(IpAddress low, IpAddress high)
    {
        if (low.Family != high.Family)
        {
            throw new ArgumentException("the ends of an address range are of two families", nameof(high));
        }

        return low.Family == IpFamily.V4
            ? Of(IntervalSet<uint>.Of((uint)low.Value.Low, (uint)high.Value.Low), IntervalSet<AddressBits>.Empty)
            : Of(IntervalSet<uint>.Empty, IntervalSet<AddressBits>.Of(low.Value, high.Value));
    }

    /// <summary>These addresses, which may come in any order.</summary>
    public static AddressSet FromAddresses(IEnumerable<IpAddress> addresses) =>
        FromPrefixes(addresses.Select(address => IpPrefix.Of(address)));

    /// <summary>The addresses of any of <paramref name="prefixes"/>, which may overlap and come in any order. O(n log n).</summary>
    public static AddressSet FromPrefixes(IEnumerable<IpPrefix> prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        return FromRanges(prefixes.Select(prefix => (prefix.First, prefix.Last)));
    }

    /// <summary>The addresses of any of these ranges, as <see cref="FromPrefixes"/>; the ends of a range are of one family.</summary>
    internal static AddressSet FromRanges(IEnumerable<(IpAddress Low, IpAddress High)> ranges)
    {
        var v4 = new List<Interval<uint>>();
        var v6 = new List<Interval<AddressBits>>();
        foreach ((IpAddress low, IpAddress high) in ranges)
        {
            if (low.Family == IpFamily.V4)
            {
                v4.Add(new Interval<uint>((uint)low.Value.Low, (uint)high.Value.Low));
            }
            else
            {
                v6.Add(new Interval<AddressBits>(low.Value, high.Value));
            }
        }

        return Of(IntervalSet<uint>.FromIntervals(v4), IntervalSet<AddressBits>.FromIntervals(v6));
    }

    /// <summary>Whether both hold the same addresses.</summary>
    public static bool operator ==(AddressSet? left, AddressSet? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether an address is in one of the two only.</summary>
    public static bool operator !=(AddressSet? left, AddressSet? right) => !(left == right);

    /// <summary>The addresses in either set. O(n + m).</summary>
    public AddressSet Union(AddressSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Of(V4.Union(other.V4), V6.Union(other.V6));
    }

    /// <summary>The addresses in both sets. O(n + m).</summary>
    public AddressSet Intersect(AddressSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Of(V4.Intersect(other.V4), V6.Intersect(other.V6));
    }

    /// <summary>The addresses of this set that are not in <paramref name="other"/>. O(n + m).</summary>
    public AddressSet Subtract(AddressSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Of(V4.Subtract(other.V4), V6.Subtract(other.V6));
    }

    /// <summary>All addresses of both families that are not in the set. O(n).</summary>
    public AddressSet Complement() => Of(V4.Complement(), V6.Complement());

    /// <summary>Whether <paramref name="address"/> is in the set. O(log n), without allocation.</summary>
    public bool Contains(IpAddress address) =>
        address.Family == IpFamily.V4 ? V4.Contains((uint)address.Value.Low) : V6.Contains(address.Value);

    /// <summary>Whether every address of the set is in <paramref name="other"/> too. O(n + m), without allocation.</summary>
    public bool IsSubsetOf(AddressSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return V4.IsSubsetOf(other.V4) && V6.IsSubsetOf(other.V6);
    }

    /// <summary>Whether the sets have an address in common. O(n + m), without allocation.</summary>
    public bool Overlaps(AddressSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return V4.Overlaps(other.V4) || V6.Overlaps(other.V6);
    }

    /// <summary>Whether both sets hold the same addresses. O(n).</summary>
    public bool Equals([NotNullWhen(true)] AddressSet? other) =>
        ReferenceEquals(this, other) || (other is not null && V4.Equals(other.V4) && V6.Equals(other.V6));

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as AddressSet);

    /// <summary>A hash of the addresses, computed once. O(n) at first, then O(1).</summary>
    public override int GetHashCode() => HashCode.Combine(V4, V6);

    /// <summary>The <see cref="Prefixes"/> joined by commas; <c>any</c> for all addresses, <c>none</c> for the empty set.</summary>
    public override string ToString() => IsEmpty ? "none" : IsAll ? "any" : string.Join(", ", Prefixes);

    /// <summary>Cuts an interval into aligned blocks, each the largest that starts where the one before ends.</summary>
    private static IEnumerable<(AddressBits First, int HostBits)> Blocks(AddressBits low, AddressBits high)
    {
        AddressBits next = low;
        while (true)
        {
            int hostBits = next.TrailingZeros();
            AddressBits last = next | AddressBits.LowestBits(hostBits);
            while (last > high)
            {
                last = next | AddressBits.LowestBits(--hostBits);
            }

            yield return (next, hostBits);
            if (last == high)
            {
                yield break;
            }

            next = last;
            next++;
        }
    }
}
