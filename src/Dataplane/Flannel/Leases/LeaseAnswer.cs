using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>What became of a request for a lease.</summary>
/// <param name="Lease">The lease; null where there is an error.</param>
/// <param name="Writes">The writes that were tried, in order.</param>
/// <param name="Error">Why there is no lease.</param>
public sealed record LeaseAnswer(FlannelLease? Lease, ImmutableArray<RegistryWrite> Writes, FlannelError? Error);
