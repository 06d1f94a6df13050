using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Compares what passes between pods and ranges of addresses that two snapshots cut at different places.</summary>
internal static class RangeChanges
{
    /// <param name="old">The ranges before, all of one party of pods and one direction.</param>
    /// <param name="now">The ranges now.</param>
    /// <param name="isOutward">Whether the ranges are destinations.</param>
    public static IEnumerable<PairChange> Of(List<Connection> old, List<Connection> now, bool isOutward)
    {
        List<(AddressSet Addresses, Connection? Connection)> before = ByConnection(old, isOutward);
        List<(AddressSet Addresses, Connection? Connection)> after = ByConnection(now, isOutward);
        var changed = new Dictionary<(TrafficSet Old, TrafficSet New), (AddressSet Addresses, Connection? Old, Connection? New)>();
        foreach ((AddressSet earlier, Connection? was) in before)
        {
            foreach ((AddressSet later, Connection? becomes) in after)
            {
                if (PairChange.Of(was, becomes) is { } change && earlier.Intersect(later) is { IsEmpty: false } common)
                {
                    (TrafficSet, TrafficSet) key = (change.Old, change.New);
                    changed[key] = changed.TryGetValue(key, out (AddressSet Addresses, Connection? Old, Connection? New) known)
                        ? known with { Addresses = known.Addresses.Union(common) }
                        : (common, was, becomes);
                }
            }
        }

        foreach ((AddressSet addresses, Connection? was, Connection? becomes) in changed.Values)
        {
            foreach ((IpAddress first, IpAddress last) in addresses.Ranges)
            {
                yield return PairChange.Of(With(was, first, last, isOutward), With(becomes, first, last, isOutward))!;
            }
        }
    }

    /// <summary>The addresses of each connection, and those of none.</summary>
    private static List<(AddressSet Addresses, Connection? Connection)> ByConnection(List<Connection> connections, bool isOutward)
    {
        var all = new List<(AddressSet, Connection?)>();
        foreach (Connection connection in connections)
        {
            (IpAddress first, IpAddress last) = (isOutward ? connection.To : connection.From).Range!.Value;
            all.Add((AddressSet.FromRange(first, last), connection));
        }

        all.Add((all.Aggregate(AddressSet.All, (rest, entry) => rest.Subtract(entry.Item1)), null));
        return all;
    }

    private static Connection? With(Connection? connection, IpAddress first, IpAddress last, bool isOutward) => connection is not { } known ? null
        : isOutward ? known with { To = MatrixParty.Of(first, last) }
        : known with { From = MatrixParty.Of(first, last) };
}
