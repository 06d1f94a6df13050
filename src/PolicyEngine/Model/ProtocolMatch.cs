using PolicyEngine.Sets;

namespace PolicyEngine.Model;

/// <summary>
/// What a rule asks of family, protocol and ICMP message, as it is written; <see cref="Rule.Families"/> and
/// <see cref="Rule.Traffic"/> say what it comes to.
/// </summary>
public sealed record ProtocolMatch
{
    /// <summary>Nothing.</summary>
    public static ProtocolMatch Any { get; } = new();

    /// <summary>The family it is for, given or implied by the protocol's name; null for both.</summary>
    public IpFamily? Family { get; init; }

    /// <summary>The protocol, by name or number as it is written; null for any.</summary>
    public string? Protocol { get; init; }

    /// <summary>The protocol that it must not be.</summary>
    public string? NotProtocol { get; init; }

    /// <summary>The ICMP message.</summary>
    public IcmpMessage? Icmp { get; init; }

    /// <summary>The ICMP message that it must not be.</summary>
    public IcmpMessage? NotIcmp { get; init; }
}

/// <summary>A kind of ICMP or ICMPv6 message.</summary>
/// <param name="Type">The type.</param>
/// <param name="Code">The code; null for any.</param>
public readonly record struct IcmpMessage(byte Type, byte? Code);
