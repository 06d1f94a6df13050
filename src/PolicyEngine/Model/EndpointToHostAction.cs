namespace PolicyEngine.Model;

/// <summary>What becomes of traffic from a pod to its own node once the pod's egress policy has let it through.</summary>
public enum EndpointToHostAction
{
    /// <summary>It is accepted.</summary>
    Accept,

    /// <summary>It is dropped.</summary>
    Drop,

    /// <summary>The node's own firewall decides.</summary>
    Return,
}
