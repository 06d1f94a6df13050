namespace PolicyEngine.Dataplane.Addressing;

/// <summary>Why an operation was refused or cut short.</summary>
/// <param name="Kind">The kind, which callers decide by.</param>
/// <param name="Message">The reason in words.</param>
public sealed record IpamError(IpamErrorKind Kind, string Message);
