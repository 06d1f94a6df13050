using System.Buffers.Binary;
using Kernel.Tests.Namespaces;
using Kernel.Tests.Packets;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>Makes devices in one namespace. Each gets the number that it is asked to have.</summary>
internal sealed class LinkOrders(NetlinkSocket socket)
{
    private const short NewLink = 16;
    private const short CreateOnly = 0x600;
    private const short LinkInfo = 18;
    private const short KindName = 1;
    private const short KindData = 2;
    private const short PeerLink = 1;
    private const short Master = 10;
    private const short NamespaceDescriptor = 28;

    /// <summary>Makes a pair of devices, the second in another namespace.</summary>
    public void Pair(in LinkShape own, in LinkShape peer, NetworkNamespace there)
    {
        LinkShape other = peer;
        NetlinkMessage message = Shaped(own).With(LinkInfo, [], info => info
            .With(KindName, "veth")
            .With(KindData, [], data => data.With(PeerLink, Header(other.Index, 0), link => Shape(link, other).With(NamespaceDescriptor, (int)there.Handle.DangerousGetHandle()))));
        socket.Order(message);
    }

    public void Bridge(in LinkShape own)
    {
        const short snooping = 23;
        socket.Order(Shaped(own).With(LinkInfo, [], info => info.With(KindName, "bridge").With(KindData, [], data => data.With(snooping, [(byte)0]))));
    }

    /// <summary>Makes a device for VXLAN that learns nothing from what it receives.</summary>
    public void Vxlan(in LinkShape own, VxlanDevice device)
    {
        const short number = 1;
        const short local = 4;
        const short learning = 7;
        const short port = 15;
        const short localV6 = 17;
        byte[] address = new byte[device.Local.BitLength / 8];
        AddressBytes.Write(address, device.Local);
        byte[] portBytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(portBytes, device.Port);
        socket.Order(Shaped(own).With(LinkInfo, [], info => info.With(KindName, "vxlan").With(KindData, [], data => data
            .With(number, device.Vni)
            .With(device.Local.Family == IpFamily.V4 ? local : localV6, address)
            .With(learning, [(byte)0])
            .With(port, portBytes))));
    }

    /// <summary>Makes a device a port of a bridge.</summary>
    public void Join(int port, int bridge) => socket.Order(new NetlinkMessage(NewLink, 0, Header(port, 0)).With(Master, bridge));

    public void Up(int link) => socket.Order(new NetlinkMessage(NewLink, 0, Header(link, 1)));

    private static NetlinkMessage Shaped(in LinkShape link) => Shape(new NetlinkMessage(NewLink, CreateOnly, Header(link.Index, 0)), link);

    private static NetlinkMessage Shape(NetlinkMessage message, in LinkShape link)
    {
        const short address = 1;
        const short name = 3;
        const short largest = 4;
        message.With(name, link.Name).With(largest, link.Mtu);
        return link.Mac is { } mac ? message.With(address, Octets(mac)) : message;
    }

    /// <summary>The octets of an Ethernet address.</summary>
    public static byte[] Octets(MacAddress mac)
    {
        Span<byte> all = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(all, mac.Value);
        return all[2..].ToArray();
    }

    private static byte[] Header(int index, int up)
    {
        byte[] header = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), index);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), up);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), up);
        return header;
    }
}

/// <summary>What every device has.</summary>
/// <param name="Index">Its number in its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mac">Its Ethernet address; null leaves it to the kernel.</param>
/// <param name="Mtu">The largest packet it takes.</param>
internal readonly record struct LinkShape(int Index, string Name, MacAddress? Mac, int Mtu);
