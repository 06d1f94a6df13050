using System.Collections.Immutable;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl;

/// <summary>
/// What a list says before its end. Traffic that takes many lines, of which the rest takes few (all but TCP), is said the other way
/// round: the rest is denied, all else is permitted.
/// </summary>
/// <param name="Plain">Permits, in any order.</param>
/// <param name="Excepting">What comes behind all other permits, in this order.</param>
internal sealed record AclPlan(ImmutableArray<ScopePermit> Plain, ImmutableArray<AclStep> Excepting)
{
    /// <param name="permits">What is let through; it may overlap.</param>
    /// <param name="family">The family of the list.</param>
    public static AclPlan Of(IEnumerable<ScopePermit> permits, IpFamily family)
    {
        ImmutableArray<ScopePermit>.Builder plain = ImmutableArray.CreateBuilder<ScopePermit>();
        ImmutableArray<AclStep>.Builder excepting = ImmutableArray.CreateBuilder<AclStep>();
        var broad = new List<ScopePermit>();
        foreach (ScopePermit permit in permits)
        {
            TrafficSet around = BroadTraffic.Around(permit.Traffic);
            Add(plain, permit with { Traffic = permit.Traffic.Subtract(around) });
            Add(broad, permit with { Traffic = permit.Traffic.Intersect(around) });
        }

        foreach (IGrouping<AddressSet, ScopePermit> group in LocalGroups.Of(broad))
        {
            AclStep[] steps = [.. Steps(group.Key, RemoteRegions.Of(group), family)];
            if (steps.Sum(step => Lines(step.Local, step.Remote, step.Traffic)) < group.Sum(permit => Lines(permit.Local, permit.Remote, permit.Traffic)))
            {
                excepting.AddRange(steps);
            }
            else
            {
                plain.AddRange(group);
            }
        }

        return new AclPlan(plain.ToImmutable(), excepting.ToImmutable());
    }

    private static void Add(ICollection<ScopePermit> permits, ScopePermit permit)
    {
        if (!permit.Traffic.IsEmpty)
        {
            permits.Add(permit);
        }
    }

    private static IEnumerable<AclStep> Steps(AddressSet local, ImmutableArray<(AddressSet Remote, TrafficSet Traffic)> regions, IpFamily family)
    {
        // What no region lets through is denied once, of everybody.
        var excepted = TrafficSet.Union(regions.Select(region => BroadTraffic.Around(region.Traffic).Subtract(region.Traffic)));
        TrafficSet never = excepted.Subtract(TrafficSet.Union(regions.Select(region => region.Traffic)));
        AddressSet everybody = family == IpFamily.V4 ? AddressSet.AllV4 : AddressSet.AllV6;
        var steps = new List<AclStep> { new(false, local, everybody, never) };
        AddressSet decided = AddressSet.Empty;
        foreach ((AddressSet remote, TrafficSet traffic) in regions.OrderBy(region => !BroadTraffic.Around(region.Traffic).IsAll).ThenBy(region => region.Remote.Prefixes.Count()))
        {
            // What is decided already may be said again where that is shorter.
            AddressSet wide = remote.Union(decided);
            AddressSet shorter = wide.Prefixes.Count() < remote.Prefixes.Count() ? wide : remote;
            TrafficSet around = BroadTraffic.Around(traffic);
            steps.Add(new AclStep(false, local, shorter, around.Subtract(traffic).Subtract(never)));
            steps.Add(new AclStep(true, local, shorter, traffic.Union(around)));
            decided = around.IsAll || traffic.IsAll ? decided.Union(remote) : decided;
        }

        return steps.Where(step => !step.Traffic.IsEmpty);
    }

    private static int Lines(AddressSet local, AddressSet remote, TrafficSet traffic) => AclTraffic.Of(traffic).Count() * local.Prefixes.Count() * remote.Prefixes.Count();
}
