using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>The addresses given to a container, or why it has none.</summary>
/// <param name="Addresses">One for each set of ranges; empty where there is an error.</param>
/// <param name="Error">Why there are none.</param>
public sealed record HostLocalResult(ImmutableArray<HostLocalAddress> Addresses, HostLocalError? Error);
