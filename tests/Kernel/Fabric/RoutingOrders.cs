using System.Buffers.Binary;
using Kernel.Tests.Namespaces;
using Kernel.Tests.Packets;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>Gives one namespace the addresses, routes, rules and entries of links of a stack, and nothing that the kernel would add by itself.</summary>
internal sealed class RoutingOrders(NetlinkSocket socket, Func<string, int> indexOf)
{
    /// <summary>The number of the main table.</summary>
    public const int MainTable = 254;

    private const short NewAddress = 20;
    private const short NewRoute = 24;
    private const short NewNeighbour = 28;
    private const short NewRule = 32;
    private const short CreateOnly = 0x600;
    private const short CreateOrReplace = 0x500;
    private const byte EthernetBridge = 7;

    public void Address(InterfaceAddress address, string device)
    {
        const short flags = 8;
        const int permanentWithoutDetectionAndRoute = 0x282;
        byte[] header = [FamilyOf(address.Address), (byte)address.Length, 0, 0, .. Number(indexOf(device))];
        byte[] bits = Bits(address.Address);
        socket.Order(new NetlinkMessage(NewAddress, CreateOnly, header).With(2, bits).With(1, bits).With(flags, permanentWithoutDetectionAndRoute));
    }

    public void Route(Route route, int table)
    {
        const short metrics = 8;
        const short largest = 2;
        IpAddress net = route.Destination.First;
        byte[] header = [FamilyOf(net), (byte)route.Destination.Length, 0, 0, 0, (byte)route.Protocol, ScopeOf(route), KindOf(route.Kind), .. Number(route.OnLink ? 4 : 0)];
        NetlinkMessage message = new NetlinkMessage(NewRoute, CreateOnly, header).With(15, table);
        With(message, 1, route.Destination.Length == 0 ? null : net);
        With(message, 5, route.Gateway);
        With(message, 7, route.Source);
        if (route.Device is { } device)
        {
            message.With(4, indexOf(device));
        }

        if (route.Metric != 0)
        {
            message.With(6, route.Metric);
        }

        if (route.Mtu is { } mtu)
        {
            message.With(metrics, [], inner => inner.With(largest, mtu));
        }

        socket.Order(message);
    }

    public void Rule(RoutingRule rule, int table, IpFamily family)
    {
        const byte toTable = 1;
        byte[] header = [family == IpFamily.V4 ? (byte)Libc.Inet : (byte)Libc.Inet6, (byte)(rule.To?.Length ?? 0), (byte)(rule.From?.Length ?? 0), 0, 0, 0, 0, toTable, .. Number(0)];
        NetlinkMessage message = new NetlinkMessage(NewRule, CreateOnly, header).With(15, table).With(6, rule.Priority);
        With(message, 1, rule.To?.First);
        With(message, 2, rule.From?.First);
        socket.Order(message);
    }

    public void Neighbour(Neighbour neighbour) => Entry(FamilyOf(neighbour.Address), neighbour.Device, 0, neighbour.Address, neighbour.Mac);

    public void Forwarding(FdbEntry entry)
    {
        const byte self = 2;
        Entry(EthernetBridge, entry.Device, self, entry.Destination, entry.Mac);
    }

    private void Entry(byte family, string device, byte flags, IpAddress address, MacAddress mac)
    {
        const byte permanent = 0x80;
        byte[] header = [family, 0, 0, 0, .. Number(indexOf(device)), permanent, 0, flags, 0];
        socket.Order(new NetlinkMessage(NewNeighbour, CreateOrReplace, header).With(1, Bits(address)).With(2, LinkOrders.Octets(mac)));
    }

    private static void With(NetlinkMessage message, short attribute, IpAddress? address)
    {
        if (address is { } known)
        {
            message.With(attribute, Bits(known));
        }
    }

    private static byte ScopeOf(Route route)
    {
        const byte ofHost = 254;
        const byte ofLink = 253;
        return route.Destination.Family == IpFamily.V6 ? (byte)0
            : route.Kind == RouteKind.Local ? ofHost
            : route.Kind == RouteKind.Unicast && route.Gateway is null ? ofLink : (byte)0;
    }

    private static byte KindOf(RouteKind kind) => kind switch
    {
        RouteKind.Unicast => 1,
        RouteKind.Local => 2,
        RouteKind.Blackhole => 6,
        RouteKind.Unreachable => 7,
        RouteKind.Prohibit => 8,
        _ => 9,
    };

    private static byte[] Number(int value) => BitConverter.GetBytes(value);

    private static byte[] Bits(IpAddress address)
    {
        byte[] bits = new byte[address.BitLength / 8];
        AddressBytes.Write(bits, address);
        return bits;
    }

    private static byte FamilyOf(IpAddress address) => address.Family == IpFamily.V4 ? (byte)Libc.Inet : (byte)Libc.Inet6;
}
