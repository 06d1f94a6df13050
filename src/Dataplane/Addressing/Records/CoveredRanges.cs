using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>The addresses that blocks cover, as the longest possible ranges, so that full pools are passed over in one step.</summary>
internal sealed class CoveredRanges
{
    private static readonly IpAddress Lowest = IpAddress.V4(0);

    // INVARIANT: disjoint, and no two touch. Ordered by their first addresses, which alone are compared.
    private readonly SortedSet<(IpAddress First, IpAddress Last)> _ranges =
        new(Comparer<(IpAddress First, IpAddress Last)>.Create((x, y) => x.First.CompareTo(y.First)));

    /// <summary>The end of the range that covers a block; null if it is not covered.</summary>
    public IpAddress? EndOfCover(IpPrefix block) => At(block.First) is { } range && range.Last >= block.Last ? range.Last : null;

    public void Add(IpPrefix block)
    {
        (IpAddress first, IpAddress last) = (block.First, block.Last);
        if (At(first) is not null)
        {
            return;
        }

        if (first.OrdinalNeighbour(-1) is { } before && At(before) is { } left)
        {
            _ranges.Remove(left);
            first = left.First;
        }

        if (last.OrdinalNeighbour(1) is { } after && At(after) is { } right)
        {
            _ranges.Remove(right);
            last = right.Last;
        }

        _ranges.Add((first, last));
    }

    public void Remove(IpPrefix block)
    {
        if (At(block.First) is not { } range)
        {
            return;
        }

        _ranges.Remove(range);
        if (range.First < block.First)
        {
            _ranges.Add((range.First, block.First.OrdinalNeighbour(-1)!.Value));
        }

        if (range.Last > block.Last)
        {
            _ranges.Add((block.Last.OrdinalNeighbour(1)!.Value, range.Last));
        }
    }

    private (IpAddress First, IpAddress Last)? At(IpAddress address)
    {
        // Without a range below, the greatest is the default pair, which is told from one that is held.
        (IpAddress First, IpAddress Last) below = _ranges.GetViewBetween((Lowest, Lowest), (address, address)).Max;
        return _ranges.Contains(below) && below.First.Family == address.Family && address <= below.Last ? below : null;
    }
}
