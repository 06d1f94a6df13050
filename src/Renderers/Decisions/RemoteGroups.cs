using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Decisions;

/// <summary>
/// Says the same traffic with few addresses: what is let through of one group of remote addresses and of others too is said of all of
/// them at once where a large block is shorter than what remains of it.
/// </summary>
internal static class RemoteGroups
{
    // Each is compared with each.
    private const int Most = 64;

    /// <param name="groups">Disjoint addresses, each with its traffic.</param>
    /// <returns>The same in all, of which addresses and traffic may overlap.</returns>
    public static IReadOnlyList<(TrafficSet Traffic, AddressSet Remote)> Join(IReadOnlyList<(TrafficSet Traffic, AddressSet Remote)> groups)
    {
        if (groups.Count is 1 or > Most)
        {
            return groups;
        }

        AddressSet[] widened = [.. groups.Select(group => Widened(group, groups))];
        return [.. groups.Select((group, place) => (Rest(place, groups, widened), widened[place]))];
    }

    private static AddressSet Widened((TrafficSet Traffic, AddressSet Remote) group, IEnumerable<(TrafficSet Traffic, AddressSet Remote)> groups)
    {
        AddressSet all = groups.Where(other => group.Traffic.IsSubsetOf(other.Traffic)).Aggregate(AddressSet.Empty, (all, other) => all.Union(other.Remote));
        return all.Prefixes.Count() < group.Remote.Prefixes.Count() ? all : group.Remote;
    }

    // What other groups say already is left out where that makes the rest no longer.
    private static TrafficSet Rest(int place, IReadOnlyList<(TrafficSet Traffic, AddressSet Remote)> groups, AddressSet[] widened)
    {
        (TrafficSet traffic, AddressSet remote) = groups[place];
        TrafficSet said = TrafficSet.Union(groups.Where((other, index) => index != place && remote.IsSubsetOf(widened[index])).Select(other => other.Traffic));
        TrafficSet rest = traffic.Subtract(said);
        return rest.Boxes.Count() <= traffic.Boxes.Count() ? rest : traffic;
    }
}
