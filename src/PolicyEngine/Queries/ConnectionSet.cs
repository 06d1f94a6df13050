using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>All traffic between two parties by what becomes of it; the three sets are disjoint and together everything.</summary>
/// <param name="Allowed">Traffic that both halves let through.</param>
/// <param name="Denied">Traffic that at least one half drops.</param>
/// <param name="Unknown">Traffic about which the input does not suffice to tell.</param>
public sealed record ConnectionSet(TrafficSet Allowed, TrafficSet Denied, TrafficSet Unknown);
