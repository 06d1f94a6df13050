using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>The metrics of routes to pods (<c>IPv4NormalRoutePriority</c>, <c>IPv4ElevatedRoutePriority</c> and those of IPv6).</summary>
internal static class RoutePriority
{
    public const int Normal = 1024;

    /// <summary>That of a pod that takes its addresses over from another: speakers of BGP hand it on, and the lower metric wins.</summary>
    public const int Elevated = 512;

    /// <summary>The metric of a route that BIRD learned, which is that of the node that told of it: routes to blocks have none.</summary>
    public static int OfLearned(IpPrefix destination) => destination.Length == destination.First.BitLength ? Normal : 0;
}
