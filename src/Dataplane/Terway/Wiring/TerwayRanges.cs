using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Wiring;

/// <summary>The destinations that pods hand to their node though an interface of theirs leads past it.</summary>
internal static class TerwayRanges
{
    /// <summary>The ranges of Services and what the settings add. Where the ranges are not known: the addresses that Services have.</summary>
    public static ImmutableArray<IpPrefix> ToHost(ClusterNetwork cluster, TerwaySettings settings, IpFamily family)
    {
        ImmutableArray<IpPrefix> told = cluster.Proxy?.ServiceRanges ?? [];
        IEnumerable<IpPrefix> ranges = told.IsEmpty ? cluster.Services.Select(port => port.ClusterAddress).OfType<IpAddress>().Distinct().Select(address => IpPrefix.Of(address)) : told;
        return [.. ranges.Concat(settings.HostRanges).Where(range => range.Family == family)];
    }
}
