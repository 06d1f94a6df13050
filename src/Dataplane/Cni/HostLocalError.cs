namespace PolicyEngine.Dataplane.Cni;

/// <summary>Why host-local refused something.</summary>
/// <param name="Kind">The kind, which callers decide by.</param>
/// <param name="Message">The reason in words.</param>
public sealed record HostLocalError(HostLocalErrorKind Kind, string Message);
