using System.Globalization;
using System.Runtime.InteropServices;

namespace PolicyEngine.Sets;

/// <summary>
/// One kind of packet as policies can tell them apart: a protocol and two numbers. For TCP, UDP and SCTP these are the
/// destination and the source port; for ICMP and ICMPv6 type and code, 0 to 255; for any other protocol both are 0.
/// </summary>
/// <param name="Protocol">The IP protocol.</param>
/// <param name="Major">The destination port, or the ICMP type, or 0.</param>
/// <param name="Minor">The source port, or the ICMP code, or 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The protocol has no such number.</exception>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TrafficPoint(Protocol Protocol, ushort Major, ushort Minor)
{
    /// <summary>The IP protocol.</summary>
    public Protocol Protocol { get; } = Protocol;

    /// <summary>The destination port, or the ICMP type, or 0.</summary>
    public ushort Major { get; } = Major <= Protocol.HighestField ? Major : throw OutOfRange(nameof(Major), Major, Protocol);

    /// <summary>The source port, or the ICMP code, or 0.</summary>
    public ushort Minor { get; } = Minor <= Protocol.HighestField ? Minor : throw OutOfRange(nameof(Minor), Minor, Protocol);

    /// <summary>A packet of a protocol that has ports.</summary>
    /// <exception cref="ArgumentException"><paramref name="protocol"/> is not TCP, UDP or SCTP.</exception>
    public static TrafficPoint Ports(Protocol protocol, ushort destination, ushort source = 0) =>
        protocol.HasPorts
            ? new TrafficPoint(protocol, destination, source)
            : throw new ArgumentException($"protocol {protocol} has no ports", nameof(protocol));

    /// <summary>An ICMP or ICMPv6 packet.</summary>
    /// <exception cref="ArgumentException"><paramref name="protocol"/> is neither.</exception>
    public static TrafficPoint Icmp(Protocol protocol, byte type, byte code = 0) =>
        protocol.IsIcmp
            ? new TrafficPoint(protocol, type, code)
            : throw new ArgumentException($"protocol {protocol} has no types and codes", nameof(protocol));

    /// <summary>A packet of a protocol with neither ports nor types.</summary>
    /// <exception cref="ArgumentException"><paramref name="protocol"/> has ports or types.</exception>
    public static TrafficPoint Other(Protocol protocol) =>
        protocol.HighestField == 0
            ? new TrafficPoint(protocol, 0, 0)
            : throw new ArgumentException($"traffic of protocol {protocol} needs ports or a type and code", nameof(protocol));

    /// <summary>As <c>tcp/6379</c>, <c>tcp/80 from 1024</c> when the source port is not 0, <c>icmp/8/0</c>, <c>udplite</c> or <c>47</c>.</summary>
    public override string ToString()
    {
        string name = Protocol.Name.ToLowerInvariant();
        if (Protocol.IsIcmp)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{name}/{Major}/{Minor}");
        }

        if (!Protocol.HasPorts)
        {
            return name;
        }

        return Minor == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{name}/{Major}")
            : string.Create(CultureInfo.InvariantCulture, $"{name}/{Major} from {Minor}");
    }

    private static ArgumentOutOfRangeException OutOfRange(string field, ushort value, Protocol protocol) =>
        new(field, value, $"above {protocol.HighestField.ToString(CultureInfo.InvariantCulture)}, the largest of protocol {protocol}");
}
