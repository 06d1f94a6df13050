using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Fixes;

/// <summary>A change that nobody asked for, of one or more pairs of parties.</summary>
/// <param name="Allowed">The traffic that becomes allowed.</param>
/// <param name="Denied">The traffic that becomes denied.</param>
/// <param name="Unknown">The traffic about which the input no longer suffices to tell.</param>
/// <param name="Pairs">How many pairs of parties it concerns; a pod with two addresses is two parties.</param>
/// <param name="Source">The source of the first pair, by name.</param>
/// <param name="Destination">The destination of the first pair, by name.</param>
/// <param name="Witness">One flow of the first pair that changes.</param>
public sealed record SideEffect(
    TrafficSet Allowed, TrafficSet Denied, TrafficSet Unknown, long Pairs, string Source, string Destination, Flow Witness);
