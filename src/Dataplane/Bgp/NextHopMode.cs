namespace PolicyEngine.Dataplane.Bgp;

/// <summary>Which next hop routes have that a node announces to a peer.</summary>
public enum NextHopMode
{
    /// <summary>What BGP does by itself.</summary>
    Auto,

    /// <summary>The node.</summary>
    Self,

    /// <summary>The one they have.</summary>
    Keep,
}
