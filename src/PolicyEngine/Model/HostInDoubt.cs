namespace PolicyEngine.Model;

/// <summary>A host endpoint that is not understood: any interface of its node may be governed by anything.</summary>
/// <param name="Node">The node; empty where not even that is understood, so that it may be any.</param>
/// <param name="Fault">What is not understood.</param>
internal sealed record HostInDoubt(string Node, Fault Fault);
