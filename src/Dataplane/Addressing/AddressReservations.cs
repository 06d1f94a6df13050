using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>The addresses that are never assigned automatically, as disjoint ranges in ascending order.</summary>
internal sealed class AddressReservations
{
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

    public bool Contains(IpAddress address) => _ranges.Any(range => range.First <= address && address <= range.Last);

    /// <summary>Whether every address of <paramref name="cidr"/> is reserved.</summary>
    public bool Cover(IpPrefix cidr) => _ranges.Any(range => range.First <= cidr.First && cidr.Last <= range.Last);

    /// <summary>How many addresses of <paramref name="cidr"/> are reserved.</summary>
    public UInt128 CountIn(IpPrefix cidr)
    {
        UInt128 count = 0;
        foreach ((IpAddress first, IpAddress last) in _ranges.Where(range => range.First <= cidr.Last && cidr.First <= range.Last))
        {
            IpAddress from = first > cidr.First ? first : cidr.First;
            IpAddress to = last < cidr.Last ? last : cidr.Last;
            count += (UInt128)to.Value - (UInt128)from.Value + 1;
        }

        return count;
    }

    private static bool Touches(IpAddress last, IpAddress first) =>
        last.Family == first.Family && (first <= last || (UInt128)first.Value - (UInt128)last.Value == 1);
}
