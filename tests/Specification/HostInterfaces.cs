namespace PolicyEngine.Specification;

/// <summary>An interface of a node.</summary>
public enum HostInterface
{
    /// <summary><c>eth0</c>, which holds all the addresses of the node.</summary>
    Uplink,

    /// <summary>Packets between pods of different nodes leave wrapped by it and arrive unwrapped.</summary>
    Tunnel,

    Loopback,

    /// <summary>That of a pod.</summary>
    Workload,
}

/// <summary>Which host endpoints govern the interfaces of a node.</summary>
// Calico: which host endpoint governs an interface.
public sealed class HostInterfaces(World world, string node)
{
    /// <summary>The one for all interfaces that have none of their own.</summary>
    public HostEndpointObject? ForAll => Smallest(host => host.IsForAll);

    /// <summary>The one of an interface; only the uplink can have one of its own.</summary>
    public HostEndpointObject? Own(HostInterface at) => at == HostInterface.Uplink ? Smallest(IsOfUplink) : null;

    public HostEndpointObject? Governor(HostInterface at) => Own(at) ?? ForAll;

    private HostEndpointObject? Smallest(Func<HostEndpointObject, bool> isMeant) =>
        world.HostEndpoints.Where(host => host.Node == node && !host.IsRefused && isMeant(host)).MinBy(host => host.Name, StringComparer.Ordinal);

    private bool IsOfUplink(HostEndpointObject host) => host.Interface == "eth0"
        || (host.Interface is null && host.ExpectedAddresses.Any(expected => world.Nodes.Any(item => item.Name == node && item.Has(Address.Parse(expected)))));
}
