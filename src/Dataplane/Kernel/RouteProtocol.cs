namespace PolicyEngine.Dataplane.Kernel;

/// <summary>Who installed a route; the numbers are the kernel's.</summary>
public enum RouteProtocol
{
    /// <summary>The kernel itself, for an address of an interface.</summary>
    Kernel = 2,

    /// <summary>Whoever set the network up; also the CNI plug-ins and Flannel.</summary>
    Boot = 3,

    /// <summary>An administrator.</summary>
    Static = 4,

    /// <summary>BIRD, Calico's BGP speaker.</summary>
    Bird = 12,

    /// <summary>Felix, Calico's agent.</summary>
    Felix = 80,
}
