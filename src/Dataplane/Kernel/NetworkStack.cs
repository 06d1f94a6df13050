using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>What moves packets in one network namespace: a node's, a pod's, or that of a router between nodes.</summary>
public sealed class NetworkStack
{
    private readonly Dictionary<string, NetworkDevice> _devices;
    private readonly Dictionary<IpAddress, NetworkDevice> _byAddress = [];

    /// <summary>Puts a stack together.</summary>
    /// <param name="name">Its name: the node's, or <c>namespace/pod</c>.</param>
    /// <param name="devices">Its interfaces.</param>
    /// <param name="rules">Which tables are asked, in any order; that of its own addresses comes before them all.</param>
    /// <param name="links">What it knows of its links.</param>
    public NetworkStack(string name, IEnumerable<NetworkDevice> devices, IEnumerable<RoutingRule> rules, LinkTable links)
    {
        Name = name;

        // A kernel refuses a second interface of a name.
        Devices = [.. devices.DistinctBy(device => device.Name, StringComparer.Ordinal)];
        Rules = [.. rules.OrderBy(rule => rule.Priority)];
        Links = links;
        _devices = Devices.ToDictionary(device => device.Name, StringComparer.Ordinal);
        foreach (NetworkDevice device in Devices)
        {
            foreach (InterfaceAddress address in device.Addresses)
            {
                _byAddress.TryAdd(address.Address, device);
            }
        }
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The interfaces.</summary>
    public ImmutableArray<NetworkDevice> Devices { get; }

    /// <summary>The routing rules by priority.</summary>
    public ImmutableArray<RoutingRule> Rules { get; }

    /// <summary>What it knows of its links.</summary>
    public LinkTable Links { get; }

    /// <summary>Whether it sends on what is not for itself (<c>ip_forward</c>).</summary>
    public bool IsForwarding { get; init; } = true;

    /// <summary>The interface of a name; null where there is none.</summary>
    public NetworkDevice? Device(string name) => _devices.GetValueOrDefault(name);

    /// <summary>Whether an address is its own.</summary>
    public bool Owns(IpAddress address) => _byAddress.ContainsKey(address) || address.IsLoopback();

    /// <summary>The interface that has an address; null where none has.</summary>
    public NetworkDevice? DeviceWith(IpAddress address) => _byAddress.GetValueOrDefault(address);

    /// <summary>The route for a packet that is not for the stack itself; null where no table has one.</summary>
    /// <param name="source">The packet's source; null where it has none yet.</param>
    /// <param name="destination">Its destination.</param>
    /// <param name="mark">Its mark.</param>
    public Route? Lookup(IpAddress? source, IpAddress destination, uint mark = 0)
    {
        foreach (RoutingRule rule in Rules)
        {
            if (rule.Matches(source, destination, mark) && rule.Table.Find(destination) is { Kind: not RouteKind.Throw } route)
            {
                return route;
            }
        }

        return null;
    }

    /// <summary>The source that the stack gives to a packet of its own that has none: the route's, else the interface's, else any of its own.</summary>
    internal IpAddress? SourceTowards(IpAddress destination, uint mark = 0)
    {
        if (Owns(destination))
        {
            return destination;
        }

        Route? route = Lookup(null, destination, mark);
        return route?.Source ?? SourceOn(route?.Device is { } name ? Device(name) : null, destination);
    }

    /// <summary>
    /// The source of packets to a destination that leave by an interface: its own address, or where it has none but a link-local
    /// one, one of the stack: the first, and of IPv6 addresses the one most like the destination (RFC 6724, rule 8).
    /// </summary>
    internal IpAddress? SourceOn(NetworkDevice? device, IpAddress destination) => device?.PrimaryIn(destination.Family)
        ?? Devices.Select(other => other.PrimaryIn(destination.Family)).Where(address => address is not null)
            .MaxBy(address => destination.Family == IpFamily.V6 ? CommonLength(address!.Value, destination) : 0);

    private static int CommonLength(IpAddress one, IpAddress other) => (int)UInt128.LeadingZeroCount((UInt128)one.Value ^ (UInt128)other.Value);
}
