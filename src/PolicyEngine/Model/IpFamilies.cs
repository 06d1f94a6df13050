namespace PolicyEngine.Model;

/// <summary>The address families a rule is in force for.</summary>
[Flags]
public enum IpFamilies
{
    /// <summary>No family: the rule is never in force.</summary>
    None = 0,

    /// <summary>IPv4.</summary>
    V4 = 1,

    /// <summary>IPv6.</summary>
    V6 = 2,

    /// <summary>Both families.</summary>
    Both = V4 | V6,
}
