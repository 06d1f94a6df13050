using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Addresses outside the cluster that lie together and are judged alike. Those of endpoints, nodes and services that lie between are none of them.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
/// <param name="Class">The number of their class.</param>
public readonly record struct ClassRange(IpAddress First, IpAddress Last, int Class);
