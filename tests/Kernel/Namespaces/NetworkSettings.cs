using System.Buffers.Binary;
using Kernel.Tests.Packets;
using PolicyEngine.Sets;

namespace Kernel.Tests.Namespaces;

/// <summary>Links, addresses, routes and connections of the namespace of the thread.</summary>
internal sealed class NetworkSettings : IDisposable
{
    private const short NewLink = 16;
    private const short NewAddress = 20;
    private const short DeleteAddress = 21;
    private const short NewRoute = 24;
    private const short DeleteRoute = 25;
    private const short DeleteConnections = 0x0102;
    private const short CreateOrReplace = 0x500;

    private readonly NetlinkSocket _routing = new(NetlinkSocket.Routing);
    private readonly NetlinkSocket _filters = new(NetlinkSocket.Filters);

    public void Up(int link)
    {
        Span<byte> header = stackalloc byte[16];
        header.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], link);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], 1);
        _routing.Order(new NetlinkMessage(NewLink, 0, header));
    }

    public void AddAddress(IpAddress address, int link) => Address(NewAddress, CreateOrReplace, address, link);

    public void RemoveAddress(IpAddress address, int link) => Address(DeleteAddress, 0, address, link);

    public void AddRoute(IpPrefix net, int link) => Route(NewRoute, CreateOrReplace, net, link);

    public void RemoveRoute(IpPrefix net, int link) => Route(DeleteRoute, 0, net, link);

    /// <summary>Forgets all connections.</summary>
    public void ForgetConnections() => _filters.Order(new NetlinkMessage(DeleteConnections, 0, [0, 0, 0, 0]));

    public void Dispose()
    {
        _routing.Dispose();
        _filters.Dispose();
    }

    private void Address(short order, short flags, IpAddress address, int link)
    {
        const byte WithoutDuplicateDetection = 2;
        Span<byte> header = stackalloc byte[8];
        header.Clear();
        header[0] = FamilyOf(address);
        header[1] = (byte)address.BitLength;
        header[2] = WithoutDuplicateDetection;
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], link);
        Span<byte> bits = stackalloc byte[address.BitLength / 8];
        AddressBytes.Write(bits, address);
        _routing.Order(new NetlinkMessage(order, flags, header).With(2, bits).With(1, bits));
    }

    private void Route(short order, short flags, IpPrefix net, int link)
    {
        const byte MainTable = 254;
        const byte Static = 4;
        const byte OfLink = 253;
        const byte Unicast = 1;
        ReadOnlySpan<byte> header = [FamilyOf(net.First), (byte)net.Length, 0, 0, MainTable, Static, net.First.Family == IpFamily.V4 ? OfLink : (byte)0, Unicast, 0, 0, 0, 0];
        var message = new NetlinkMessage(order, flags, header);
        if (net.Length > 0)
        {
            Span<byte> bits = stackalloc byte[net.First.BitLength / 8];
            AddressBytes.Write(bits, net.First);
            message.With(1, bits);
        }

        _routing.Order(message.With(4, link));
    }

    private static byte FamilyOf(IpAddress address) => address.Family == IpFamily.V4 ? (byte)Libc.Inet : (byte)Libc.Inet6;
}
