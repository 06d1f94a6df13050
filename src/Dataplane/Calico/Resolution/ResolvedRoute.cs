using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico.Resolution;

/// <summary>What a node's Felix knows of a destination, before it makes kernel routes of it.</summary>
/// <param name="Destination">The addresses.</param>
internal sealed record ResolvedRoute(IpPrefix Destination)
{
    /// <summary>What is there.</summary>
    public RouteTypes Types { get; init; }

    /// <summary>How packets to its pool travel.</summary>
    public PoolType PoolType { get; init; }

    /// <summary>The node that holds it; empty for a pool.</summary>
    public string Node { get; init; } = "";

    /// <summary>That node's address; null where it is not known.</summary>
    public IpAddress? NodeAddress { get; init; }

    /// <summary>Whether its pool travels as it is within a subnet, and that node is in the subnet of this one.</summary>
    public bool SameSubnet { get; init; }

    /// <summary>Whether packets from it to the outside get the node's address.</summary>
    public bool NatOutgoing { get; init; }

    /// <summary>Whether a workload of this node has the address.</summary>
    public bool IsLocalWorkload { get; init; }

    /// <summary>Whether its address lies in the block of another node than the one that holds it.</summary>
    public bool IsBorrowed { get; init; }

    /// <summary>The tunnels it belongs to.</summary>
    public TunnelTypes Tunnels { get; init; }
}
