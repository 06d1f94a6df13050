using Kernel.Tests.Namespaces;
using PolicyEngine.Sets;

namespace Kernel.Tests.Probing;

/// <summary>
/// The network of a node in the namespace of the thread: a device for each of its pods, one uplink, one tunnel. Arranged anew
/// for each node; devices stay, as taking one away is slow.
/// </summary>
internal sealed class NodeLab : IDisposable
{
    private const string Uplink = "eth0";
    private const string Tunnel = "vxlan.calico";

    private static readonly (string Name, string Value)[] s_settings =
    [
        ("ipv4/ip_forward", "1"), ("ipv6/conf/all/forwarding", "1"), ("ipv6/conf/default/forwarding", "1"),
        ("ipv4/conf/all/rp_filter", "0"), ("ipv4/conf/default/rp_filter", "0"), ("ipv4/conf/all/send_redirects", "0"),
        ("ipv6/conf/default/addr_gen_mode", "1"), ("ipv6/conf/default/accept_dad", "0"), ("ipv6/conf/default/accept_ra", "0"),
        ("ipv4/icmp_ratelimit", "0"), ("ipv6/icmp/ratelimit", "0"),
    ];

    // For packets that leave with the node's address where it has none of the family. They stay: with the last address of a
    // device its routes go too.
    private static readonly IpAddress[] s_spare = [IpAddress.V4(0xC6120001), IpAddress.V6((UInt128)0x3fff0198 << 96)];

    private readonly NetworkSettings _network = new();
    private readonly Dictionary<string, TunDevice> _devices = new(StringComparer.Ordinal);
    private readonly HostSockets _host = new();
    private readonly Stack<Action> _arrangement = new();
    private NodeMap? _map;

    // Groups that the kernel itself reports to all end in small numbers.
    private uint _number = 0x4b650000;

    public NodeLab()
    {
        foreach ((string name, string value) in s_settings)
        {
            NetworkThread.Set(name, value);
        }

        _network.Up(1);
        foreach (IpAddress address in s_spare)
        {
            _network.AddAddress(address, Device(Uplink).Index);
        }

        foreach (IpPrefix everything in new[] { IpPrefix.Of(IpAddress.V4(0), 0), IpPrefix.Of(IpAddress.V6(0), 0) })
        {
            _network.AddRoute(everything, Device(Uplink).Index);
        }
    }

    /// <summary>How many devices there are by now.</summary>
    public int Devices => _devices.Count;

    public void Arrange(NodeMap map)
    {
        while (_arrangement.TryPop(out Action? undo))
        {
            undo();
        }

        _map = map;
        foreach (IpAddress address in map.Own)
        {
            int uplink = Device(Uplink).Index;
            _network.AddAddress(address, uplink);
            _arrangement.Push(() => _network.RemoveAddress(address, uplink));
        }

        foreach (IpPrefix net in map.Tunnels)
        {
            Route(net, Tunnel);
        }

        foreach ((IpAddress address, string device) in map.Pods)
        {
            Route(IpPrefix.Of(address), device);
        }
    }

    /// <summary>Where packets of a source to a destination enter the node.</summary>
    public IPort Entry(IpAddress source, IpAddress destination) => Port(source, isTunnelled: _map!.IsTunnelled(source, destination));

    /// <summary>Where packets to a destination leave the node.</summary>
    public IPort Exit(IpAddress destination) => Port(destination, isTunnelled: _map!.Tunnels.Any(net => net.Contains(destination)));

    /// <summary>A number that no packet has had in this laboratory.</summary>
    public uint NextNumber() => ++_number;

    public void ForgetConnections() => _network.ForgetConnections();

    public void Dispose()
    {
        _host.Dispose();
        _network.Dispose();
        foreach (TunDevice device in _devices.Values)
        {
            device.Dispose();
        }
    }

    private IPort Port(IpAddress address, bool isTunnelled) =>
        _map!.Pods.TryGetValue(address, out string? device) ? _devices[device]
        : _map.Own.Contains(address) ? _host
        : _devices[isTunnelled ? Tunnel : Uplink];

    private void Route(IpPrefix net, string name)
    {
        int device = Device(name).Index;
        _network.AddRoute(net, device);
        _arrangement.Push(() => _network.RemoveRoute(net, device));
    }

    private TunDevice Device(string name)
    {
        if (!_devices.TryGetValue(name, out TunDevice? device))
        {
            device = new TunDevice(name);
            _devices.Add(name, device);
            _network.Up(device.Index);
        }

        return device;
    }
}
