namespace PolicyEngine.Dataplane.Services.Chains;

/// <summary>Says in words why a packet to a Service goes no further.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Remedy">What would help; null where the kind of end tells.</param>
internal sealed record DropReason(string Reason, string? Remedy = null)
{
    /// <summary>What helps where no Service has the address.</summary>
    public const string SeeService = "see that the service is there, and which address it has now";

    /// <summary>What helps where the Service does not have the port.</summary>
    public const string UsePorts = "send to one of the service's ports";

    public static DropReason Of(ChainTrail trail, bool isRefused) =>
        trail.Visits.HasAnyOf(ChainVisits.LoopbackGuard) ? new("packets to loopback addresses are dropped where they are from elsewhere", "send to another address of the node")
        : trail.Visits.HasAnyOf(ChainVisits.UnknownPort) ? Unknown(trail, isRefused)
        : trail.Visits.HasAnyOf(ChainVisits.NotAdmitted) ? new($"the client is not in loadBalancerSourceRanges of {Service(trail)}")
        : isRefused ? new($"{Service(trail)} has no backend that is ready")
        : new($"{Service(trail)} has no backend on this node, and its {(trail.Visits.HasAnyOf(ChainVisits.External) ? "externalTrafficPolicy" : "internalTrafficPolicy")} is Local");

    /// <summary>Addresses that Services have are refused, other addresses of their range dropped.</summary>
    private static DropReason Unknown(ChainTrail trail, bool isRefused) =>
        !isRefused ? new("no service has this address", SeeService)
        : trail.Dialled.Protocol.IsIcmp ? new("a service's address takes packets to its ports alone, and no pings", UsePorts)
        : new("no service has this port at its address", UsePorts);

    private static string Service(ChainTrail trail) => trail.Port is { } port ? $"service {port.Name}" : "the service";
}
