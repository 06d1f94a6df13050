namespace PolicyEngine.Dataplane.Calico.Resolution;

/// <summary>What is known to be at a destination; the numbers are Felix's.</summary>
[Flags]
internal enum RouteTypes
{
    /// <summary>Nothing but the pool it lies in.</summary>
    CidrInfo = 0,

    /// <summary>Workloads of another node.</summary>
    RemoteWorkload = 1,

    /// <summary>Another node.</summary>
    RemoteHost = 2,

    /// <summary>Workloads of this node.</summary>
    LocalWorkload = 4,

    /// <summary>This node.</summary>
    LocalHost = 8,

    /// <summary>A tunnel address of another node.</summary>
    RemoteTunnel = 16,

    /// <summary>A tunnel address of this node.</summary>
    LocalTunnel = 32,
}
