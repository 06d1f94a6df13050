using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Backends;

/// <summary>A node on 192.168.0.0/24 with the first subnet, and leases of others.</summary>
internal static class BackendHost
{
    public const string MacA = "66:f9:37:c3:7e:0a";
    public const string MacB = "66:f9:37:c3:7e:0b";

    public static FlannelHost Host(string backend, bool dual = true, int mtu = 1500) => new(
        Config($$$"""{"EnableIPv6": {{{(dual ? "true" : "false")}}}, "Network": "10.244.0.0/16", "IPv6Network": "fc00::/48", "Backend": {{{backend}}}}"""),
        new(Block("10.244.1.0/24"), dual ? Block("fc00:0:0:1::/64") : null, new("any") { PublicIp = Ip("192.168.0.1"), PublicIpV6 = Ip("2001:db8::1") }),
        new("eth0", mtu)
        {
            Address = Ip("192.168.0.1"),
            AddressV6 = Ip("2001:db8::1"),
            OnLink = [Block("192.168.0.0/24"), Block("2001:db8::/64")],
        })
    {
        Mac = Mac("66:f9:37:c3:7e:01"),
        MacV6 = Mac("66:f9:37:c3:7e:02"),
    };

    public static FlannelBackend Backend(string backend, bool dual = true) => FlannelBackend.Of(Host(backend, dual)).Value!;

    /// <summary>A lease of IPv4 alone, with the data that its kind of backend needs.</summary>
    public static FlannelLease Other(string type, string subnet = "10.244.2.0/24", string publicIp = "192.168.0.2", string mac = MacA) =>
        new(Block(subnet), null, new(type) { PublicIp = Ip(publicIp), BackendData = DataOf(type, mac) });

    /// <summary>A lease of both families.</summary>
    public static FlannelLease OtherDual(string type, string publicIp = "192.168.0.2", string publicIpV6 = "2001:db8::2") =>
        new(Block("10.244.2.0/24"), Block("fc00:0:0:2::/64"), new(type)
        {
            PublicIp = Ip(publicIp),
            PublicIpV6 = Ip(publicIpV6),
            BackendData = DataOf(type, MacA),
            BackendDataV6 = DataOf(type, MacB),
        });

    /// <summary>Everything that a node holds, a line each.</summary>
    public static string[] Lines(FlannelState state) =>
    [
        .. state.Neighbours.Select(neighbour => $"{neighbour}"),
        .. state.FdbEntries.Select(entry => $"{entry}"),
        .. state.Routes.Select(route => $"{route}"),
        .. state.Proxy.Routes.Select(route => $"{route.Subnet} to {route.Endpoint}:{route.Port}"),
        .. state.Peers.Select(peer => $"{peer}"),
    ];

    private static string DataOf(string type, string mac) => type == "wireguard" ? BackendData.OfWireguard($"key-{mac[^1]}") : BackendData.OfVxlan(1, Mac(mac));
}
