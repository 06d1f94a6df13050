namespace PolicyEngine.Dataplane.Services;

/// <summary>Answers of a node on behalf of a Service.</summary>
public enum NodeAnswer
{
    /// <summary>The reply to a ping: IPVS gives the node the addresses of all Services.</summary>
    EchoReply,

    /// <summary>A health check is told that the node has ready backends: HTTP 200.</summary>
    Healthy,

    /// <summary>A health check is told that the node has no ready backend: HTTP 503.</summary>
    Unhealthy,
}
