namespace PolicyEngine.Dataplane.Flannel;

/// <summary>How Flannel's WireGuard backend serves two families.</summary>
public enum WireguardMode
{
    /// <summary>An interface for each family.</summary>
    Separate,

    /// <summary>One interface; the address of the other end is chosen for each node.</summary>
    Auto,

    /// <summary>One interface between IPv4 addresses.</summary>
    Ipv4,

    /// <summary>One interface between IPv6 addresses.</summary>
    Ipv6,
}
