namespace PolicyEngine.Dataplane.Services;

/// <summary>What kind of address a Service port was dialled by.</summary>
internal enum ServiceEntrance
{
    ClusterAddress,
    ExternalAddress,
    LoadBalancerAddress,
    NodePort,
}
