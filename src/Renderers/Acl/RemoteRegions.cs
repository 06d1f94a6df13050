using System.Collections.Immutable;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl;

/// <summary>Divides permits of the same local addresses into disjoint remote addresses, each with all that is let through of it.</summary>
internal static class RemoteRegions
{
    public static ImmutableArray<(AddressSet Remote, TrafficSet Traffic)> Of(IEnumerable<ScopePermit> permits)
    {
        var regions = new List<(AddressSet Remote, TrafficSet Traffic)>();
        foreach (ScopePermit permit in permits)
        {
            AddressSet rest = permit.Remote;
            foreach ((AddressSet remote, TrafficSet traffic) in regions.ToArray())
            {
                AddressSet shared = remote.Intersect(rest);
                if (!shared.IsEmpty)
                {
                    regions.Remove((remote, traffic));
                    regions.Add((shared, traffic.Union(permit.Traffic)));
                    Add(remote.Subtract(shared), traffic);
                    rest = rest.Subtract(shared);
                }
            }

            Add(rest, permit.Traffic);
        }

        return [.. regions.GroupBy(region => region.Traffic).Select(group => (group.Aggregate(AddressSet.Empty, (all, region) => all.Union(region.Remote)), group.Key))];

        void Add(AddressSet remote, TrafficSet traffic)
        {
            if (!remote.IsEmpty)
            {
                regions.Add((remote, traffic));
            }
        }
    }
}
