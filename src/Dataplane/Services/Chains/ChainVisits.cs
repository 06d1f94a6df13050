namespace PolicyEngine.Dataplane.Services.Chains;

/// <summary>What a packet met among the rules of a Service port. Each mode has its own names and order for them.</summary>
[Flags]
internal enum ChainVisits
{
    None = 0,

    /// <summary>The rules that tell Services by their addresses.</summary>
    Services = 1 << 0,

    /// <summary>The rules that tell Services by node ports.</summary>
    NodePorts = 1 << 1,

    /// <summary>The address dialled is a load balancer's.</summary>
    LoadBalancer = 1 << 2,

    /// <summary>The source ranges.</summary>
    Firewall = 1 << 3,

    /// <summary>Traffic from outside.</summary>
    External = 1 << 4,

    /// <summary>Marked as traffic from outside.</summary>
    MarkedExternal = 1 << 5,

    /// <summary>The backends of the cluster.</summary>
    Cluster = 1 << 6,

    /// <summary>The backends of the node.</summary>
    Local = 1 << 7,

    /// <summary>Marked because no pod dialled the cluster address.</summary>
    MarkedInternal = 1 << 8,

    /// <summary>The backend.</summary>
    Endpoint = 1 << 9,

    /// <summary>Marked because the client is its own backend.</summary>
    MarkedHairpin = 1 << 10,

    /// <summary>The filter for cluster addresses without backends.</summary>
    NoInternalBackend = 1 << 11,

    /// <summary>The filter for other addresses and node ports without backends.</summary>
    NoExternalBackend = 1 << 12,

    /// <summary>The filter for packets that source ranges held back.</summary>
    NotAdmitted = 1 << 13,

    /// <summary>The filter for ports of Service addresses that no Service has.</summary>
    UnknownPort = 1 << 14,

    /// <summary>The filter for packets to loopback addresses from elsewhere.</summary>
    LoopbackGuard = 1 << 15,

    /// <summary>The filter that lets health checks in.</summary>
    HealthCheck = 1 << 16,

    /// <summary>All ways to be marked.</summary>
    Marked = MarkedExternal | MarkedInternal | MarkedHairpin,
}

/// <summary>Questions about visits.</summary>
internal static class ChainVisitSets
{
    /// <summary>Whether one of <paramref name="asked"/> is among the visits.</summary>
    public static bool HasAnyOf(this ChainVisits visits, ChainVisits asked) => (visits & asked) != ChainVisits.None;
}
