namespace PolicyEngine.Dataplane.Walk;

/// <summary>An interface of a stack.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Device">The interface.</param>
public readonly record struct LinkEnd(string Stack, string Device);
