namespace PolicyEngine.Dataplane.Dns;

/// <summary>Why settings were refused.</summary>
/// <param name="Kind">The kind, which callers decide by.</param>
/// <param name="Message">The reason in words.</param>
public sealed record DnsError(DnsErrorKind Kind, string Message);

/// <summary>The kinds of refusal.</summary>
public enum DnsErrorKind
{
    /// <summary>The zone is not a name.</summary>
    InvalidZone,

    /// <summary>The time is out of range.</summary>
    InvalidTtl,
}
