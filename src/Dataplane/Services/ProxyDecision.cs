namespace PolicyEngine.Dataplane.Services;

/// <summary>What became of a packet, and what the rules remember of it.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Memory">What they remember.</param>
public readonly record struct ProxyDecision(Translation Outcome, ProxyMemory Memory);
