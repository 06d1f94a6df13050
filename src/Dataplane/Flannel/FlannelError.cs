namespace PolicyEngine.Dataplane.Flannel;

/// <summary>Why something was refused.</summary>
/// <param name="Kind">The kind, which callers decide by.</param>
/// <param name="Message">The reason in words.</param>
public sealed record FlannelError(FlannelErrorKind Kind, string Message);
