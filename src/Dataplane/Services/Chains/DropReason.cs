namespace PolicyEngine.Dataplane.Services.Chains;

/// <summary>Says in words why a packet to a Service goes no further.</summary>
internal static class DropReason
{
    public static string Of(ChainTrail trail, bool isRefused) =>
        trail.Visits.HasAnyOf(ChainVisits.LoopbackGuard) ? "packets to loopback addresses are dropped where they are from elsewhere"
        : trail.Visits.HasAnyOf(ChainVisits.UnknownPort) ? !isRefused ? "no service has this address" : trail.Dialled.Protocol.IsIcmp ? "a service's address takes packets to its ports alone, and no pings" : "no service has this port at its address"
        : trail.Visits.HasAnyOf(ChainVisits.NotAdmitted) ? $"the client is not in loadBalancerSourceRanges of {Service(trail)}"
        : isRefused ? $"{Service(trail)} has no backend that is ready"
        : $"{Service(trail)} has no backend on this node, and its {(trail.Visits.HasAnyOf(ChainVisits.External) ? "externalTrafficPolicy" : "internalTrafficPolicy")} is Local";

    private static string Service(ChainTrail trail) => trail.Port is { } port ? $"service {port.Name}" : "the service";
}
