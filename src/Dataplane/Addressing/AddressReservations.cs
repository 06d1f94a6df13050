using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>The addresses that are never assigned automatically.</summary>
internal sealed class AddressReservations
{
    // INVARIANT: disjoint, ascending, and no two touch.
    private readonly ImmutableArray<(IpAddress First, IpAddress Last)> _ranges;

    public AddressReservations(IEnumerable<IpPrefix> cidrs)
    {
        List<(IpAddress First, IpAddress Last)> merged = [];
        foreach (IpPrefix cidr in cidrs.OrderBy(cidr => cidr.First))
        {
            if (merged.Count > 0 && Touches(merged[^1].Last, cidr.First))
            {
                merged[^1] = (merged[^1].First, merged[^1].Last > cidr.Last ? merged[^1].Last : cidr.Last);
            }
            else
            {
                merged.Add((cidr.First, cidr.Last));
            }
        }

        _ranges = [.. merged];
    }

    public static AddressReservations None { get; } = new([]);

    public bool Contains(IpAddress address) => FirstEndingAt(address) is var at && at < _ranges.Length && _ranges[at].First <= address;

    /// <summary>Whether every address of <paramref name="cidr"/> is reserved.</summary>
    public bool Cover(IpPrefix cidr) => EndOfCover(cidr) is not null;

    /// <summary>The end of the reserved range that has every address of <paramref name="cidr"/>; null if there is none.</summary>
    public IpAddress? EndOfCover(IpPrefix cidr) =>
        FirstEndingAt(cidr.Last) is var at && at < _ranges.Length && _ranges[at].First <= cidr.First ? _ranges[at].Last : null;

    /// <summary>How many addresses of <paramref name="cidr"/> are reserved.</summary>
    public UInt128 CountIn(IpPrefix cidr)
    {
        UInt128 count = 0;
        for (int at = FirstEndingAt(cidr.First); at < _ranges.Length && _ranges[at].First <= cidr.Last; at++)
        {
            (IpAddress first, IpAddress last) = _ranges[at];
            IpAddress from = first > cidr.First ? first : cidr.First;
            IpAddress to = last < cidr.Last ? last : cidr.Last;
            count += (UInt128)to.Value - (UInt128)from.Value + 1;
        }

        return count;
    }

    private static bool Touches(IpAddress last, IpAddress first) =>
        last.Family == first.Family && (first <= last || (UInt128)first.Value - (UInt128)last.Value == 1);

    // The index of the first range whose last address is not below the one given.
    private int FirstEndingAt(IpAddress address)
    {
        int low = 0;
        int high = _ranges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ranges[middle].Last < address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
