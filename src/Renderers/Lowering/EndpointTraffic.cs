namespace PolicyEngine.Renderers.Lowering;

/// <summary>The traffic that a chain of an endpoint decides about.</summary>
internal enum EndpointTraffic
{
    /// <summary>To and from a pod, or the node's own.</summary>
    Normal,

    /// <summary>Through the node.</summary>
    Forward,

    /// <summary>Before connection tracking.</summary>
    Untracked,

    /// <summary>Before addresses of services are translated.</summary>
    PreDnat,
}
