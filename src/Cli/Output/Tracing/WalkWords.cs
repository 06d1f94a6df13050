using PolicyEngine.Dataplane.Walk;

namespace PolicyEngine.Cli.Output.Tracing;

/// <summary>The ends of walks in words.</summary>
internal static class WalkWords
{
    public static string Of(WalkEnd end) => end switch
    {
        WalkEnd.Delivered => "delivered",
        WalkEnd.LeftCluster => "left the cluster",
        WalkEnd.LostOutside => "lost outside",
        WalkEnd.StrangeAnswer => "answer from another address",
        WalkEnd.DeniedByPolicy => "denied by policy",
        WalkEnd.PolicyUnknown => "unknown",
        WalkEnd.RefusedByService => "refused by the service",
        WalkEnd.DroppedByService => "dropped by the service",
        WalkEnd.NoRoute => "no route",
        WalkEnd.NotAnnounced => "no route at the router",
        WalkEnd.Blackholed => "dropped by a route",
        WalkEnd.NeighborUnknown => "next hop not found",
        WalkEnd.ForwardingEntryMissing => "forwarding entry missing",
        WalkEnd.WrongMac => "wrong Ethernet address",
        WalkEnd.ReversePathFailed => "source not expected here",
        WalkEnd.TunnelSourceUnknown => "tunnel source not known",
        WalkEnd.TunnelMismatch => "no tunnel takes it",
        WalkEnd.PeerUnknown => "not allowed to a peer",
        WalkEnd.TooBig => "too big",
        WalkEnd.TimeToLiveExceeded => "passed too many routers",
        WalkEnd.Looped => "came back",
        WalkEnd.NotForwarded => "not sent on",
        WalkEnd.NotModelled => "not modelled",
        _ => "nobody there",
    };

    /// <summary>What would help; null where that depends on what was meant.</summary>
    public static string? Remedy(WalkEnd end) => end switch
    {
        WalkEnd.LostOutside => "no pod, node or service port has the address, or nobody told this way's nodes of it",
        WalkEnd.DeniedByPolicy => "`netpol can` with --explain tells the policies and rules, with --fix what would allow it",
        WalkEnd.RefusedByService => "see that the service's selector finds pods and that they are ready",
        WalkEnd.DroppedByService => "enter at a node that has a backend, or change the service's traffic policy or source ranges",
        WalkEnd.PeerUnknown => "see that the other node has published its key and that the address is in one of its blocks",
        WalkEnd.NoRoute => "see what should install a route there: the agents of the node, or the cluster's configuration",
        WalkEnd.NotAnnounced => "create a BGPPeer with the router's address for nodes of every subnet, or let the pool wrap packets between subnets",
        WalkEnd.Blackholed => "no pod has this address: it is unused in its node's block",
        WalkEnd.NeighborUnknown => "see that the other end is up and on this segment",
        WalkEnd.ForwardingEntryMissing => "see that the other node's tunnel is in the datastore and that this node's agent runs",
        WalkEnd.WrongMac => "entries about the other node are stale: restart this node's agent",
        WalkEnd.ReversePathFailed => "the sender uses an address that is not its own, or routes there and back differ",
        WalkEnd.TunnelSourceUnknown => "packets between nodes arrive under an address that is no node's: look for translation between them",
        WalkEnd.TunnelMismatch => "port and network number of the tunnel must be the same on all nodes",
        WalkEnd.TooBig => "lower the MTU of pods to that of the tunnel, and let ICMP pass",
        WalkEnd.Looped => "two nodes send the address to each other: compare their routes for it",
        _ => null,
    };
}
