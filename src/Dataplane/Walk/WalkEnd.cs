namespace PolicyEngine.Dataplane.Walk;

/// <summary>How a walk ends.</summary>
public enum WalkEnd
{
    /// <summary>The packet reached a stack that has its destination.</summary>
    Delivered,

    /// <summary>It left the cluster towards an address outside.</summary>
    LeftCluster,

    /// <summary>It left the cluster although its destination is one of the cluster's own: an address of pods, nodes or Services.</summary>
    LostOutside,

    /// <summary>It reached whom it answers, and came from another address than that was asked: the sender of the question does not know it.</summary>
    StrangeAnswer,

    /// <summary>A policy dropped it.</summary>
    DeniedByPolicy,

    /// <summary>The input does not suffice to tell what policies decide.</summary>
    PolicyUnknown,

    /// <summary>A Service refused it.</summary>
    RefusedByService,

    /// <summary>A Service dropped it.</summary>
    DroppedByService,

    /// <summary>No route leads to its destination.</summary>
    NoRoute,

    /// <summary>It is for a pod, and nobody told the router between the nodes where that is, so that it went outside.</summary>
    NotAnnounced,

    /// <summary>A route drops it.</summary>
    Blackholed,

    /// <summary>Nobody on the link has the address of the next hop.</summary>
    NeighborUnknown,

    /// <summary>No entry says which machine is behind the Ethernet address.</summary>
    ForwardingEntryMissing,

    /// <summary>Its frame is for another Ethernet address than that of the interface it arrived at.</summary>
    WrongMac,

    /// <summary>Its source would not be reached by the interface it arrived at.</summary>
    ReversePathFailed,

    /// <summary>A packet that wraps another came from an address that is no node's.</summary>
    TunnelSourceUnknown,

    /// <summary>No tunnel of the machine takes it: another port or number of the virtual network, or none at all.</summary>
    TunnelMismatch,

    /// <summary>A WireGuard interface has no peer that the packet's address is allowed to.</summary>
    PeerUnknown,

    /// <summary>It is larger than the next link takes, and must not be taken apart.</summary>
    TooBig,

    /// <summary>It passed more routers than it may.</summary>
    TimeToLiveExceeded,

    /// <summary>It came back to a stack that it had passed.</summary>
    Looped,

    /// <summary>The stack it reached is not the one it is for, and does not send packets on.</summary>
    NotForwarded,

    /// <summary>The machine it was sent to does not answer.</summary>
    MachineDown,

    /// <summary>It came to a machine that handles it in a way that is not modelled, as Windows and eBPF programs do: what becomes of it is not known.</summary>
    NotModelled,
}
