using System.Globalization;

namespace PolicyEngine.Sets;

/// <summary>An IP protocol by its number, 0 to 255 (IPv4's protocol field, IPv6's last next-header).</summary>
/// <param name="Number">The assigned protocol number.</param>
public readonly record struct Protocol(byte Number)
{
    /// <summary>ICMP for IPv4, number 1.</summary>
    public static Protocol Icmp => new(1);

    /// <summary>TCP, number 6.</summary>
    public static Protocol Tcp => new(6);

    /// <summary>UDP, number 17.</summary>
    public static Protocol Udp => new(17);

    /// <summary>ICMP for IPv6, number 58.</summary>
    public static Protocol IcmpV6 => new(58);

    /// <summary>SCTP, number 132.</summary>
    public static Protocol Sctp => new(132);

    /// <summary>UDP-Lite, number 136. Policies cannot speak of its ports.</summary>
    public static Protocol UdpLite => new(136);

    /// <summary>The name policies use (<c>TCP</c>, <c>UDP</c>, <c>SCTP</c>, <c>ICMP</c>, <c>ICMPv6</c>, <c>UDPLite</c>), else the number.</summary>
    public string Name => Number switch
    {
        1 => "ICMP",
        6 => "TCP",
        17 => "UDP",
        58 => "ICMPv6",
        132 => "SCTP",
        136 => "UDPLite",
        _ => Number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Whether policies may name ports of this protocol: TCP, UDP and SCTP.</summary>
    // Matches Calico's `SupportsPorts`, which leaves out UDPLite.
    public bool HasPorts => Number is 6 or 17 or 132;

    /// <summary>Whether traffic of this protocol has a type and a code: ICMP and ICMPv6.</summary>
    public bool IsIcmp => Number is 1 or 58;

    /// <summary>The largest value of both fields of a <see cref="TrafficPoint"/> of this protocol: 65535, 255 or 0.</summary>
    internal ushort HighestField => HasPorts ? ushort.MaxValue : IsIcmp ? byte.MaxValue : ushort.MinValue;

    /// <summary>Reads a name, in upper or lower case, or a decimal number from 0 to 255.</summary>
    /// <returns>Whether <paramref name="text"/> is either.</returns>
    public static bool TryParse(string? text, out Protocol protocol)
    {
        Protocol? named = text?.ToUpperInvariant() switch
        {
            "ICMP" => Icmp,
            "TCP" => Tcp,
            "UDP" => Udp,
            "ICMPV6" => IcmpV6,
            "SCTP" => Sctp,
            "UDPLITE" => UdpLite,
            _ => null,
        };
        if (named is null && byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte number))
        {
            named = new Protocol(number);
        }

        protocol = named.GetValueOrDefault();
        return named is not null;
    }

    /// <summary>The <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
