namespace PolicyEngine.Dataplane.Walk;

/// <summary>How a packet ends that went outside although it is for an address of the cluster.</summary>
/// <param name="End">How it ends.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Remedy">What would help; null where the end alone tells.</param>
internal readonly record struct Loss(WalkEnd End, string Reason, string? Remedy = null);
