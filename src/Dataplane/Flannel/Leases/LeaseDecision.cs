using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Flannel.Leases;

/// <summary>What a node makes of the leases that it read; others may write before it does.</summary>
/// <param name="Attributes">What it tells about itself.</param>
/// <param name="Writes">What it is about to write, in order.</param>
/// <param name="Error">Why it will have no lease afterwards.</param>
public sealed record LeaseDecision(LeaseAttributes Attributes, ImmutableArray<RegistryWrite> Writes, FlannelError? Error);
