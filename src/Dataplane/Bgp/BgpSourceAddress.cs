namespace PolicyEngine.Dataplane.Bgp;

/// <summary>Which address a node's sessions with a peer come from.</summary>
public enum BgpSourceAddress
{
    /// <summary>The node's own.</summary>
    UseNodeIp,

    /// <summary>Whichever the kernel chooses.</summary>
    None,
}
