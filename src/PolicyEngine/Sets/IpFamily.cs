namespace PolicyEngine.Sets;

/// <summary>The version of the Internet Protocol; the numbers are the version numbers.</summary>
public enum IpFamily : byte
{
    /// <summary>IPv4.</summary>
    V4 = 4,

    /// <summary>IPv6.</summary>
    V6 = 6,
}
