using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Futures;

/// <summary>What becomes of the traffic of a pod with certain labels, and of that of all pods like it.</summary>
/// <param name="Allowed">The traffic asked about that may pass.</param>
/// <param name="IsDenied">Whether none of it may, certainly.</param>
/// <param name="Like">Holds for the pods that are treated alike for the same reasons.</param>
/// <param name="Doubt">Why it is not certain; null where it is.</param>
internal sealed record FutureCase(TrafficSet Allowed, bool IsDenied, Selector Like, string? Doubt);
