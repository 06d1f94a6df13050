using PolicyEngine.Dataplane.Kernel;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>A packet inside another.</summary>
/// <param name="Kind">How it is wrapped.</param>
/// <param name="Packet">The packet.</param>
public sealed record Encapsulation(EncapsulationKind Kind, Packet Packet)
{
    /// <summary>The number of the virtual network (VXLAN).</summary>
    public int Vni { get; init; }

    /// <summary>The inner frame's source (VXLAN).</summary>
    public MacAddress SourceMac { get; init; }

    /// <summary>The inner frame's destination (VXLAN).</summary>
    public MacAddress DestinationMac { get; init; }

    /// <summary>What it is called in sentences.</summary>
    internal string Name => Kind switch
    {
        EncapsulationKind.Vxlan => "VXLAN",
        EncapsulationKind.Ipip => "IPIP",
        EncapsulationKind.Udp => "UDP",
        _ => "WireGuard",
    };

    /// <summary>As <c>vxlan 4096 66:… > 66:… 10.0.0.1 -> 10.0.0.2 …</c>.</summary>
    public override string ToString() => Kind == EncapsulationKind.Vxlan ? $"vxlan {Vni} {SourceMac} > {DestinationMac} {Packet}" : $"{Kind.ToString().ToLowerInvariant()} {Packet}";
}

/// <summary>How packets are wrapped in others.</summary>
public enum EncapsulationKind
{
    /// <summary>A frame in UDP.</summary>
    Vxlan,

    /// <summary>A packet in a packet.</summary>
    Ipip,

    /// <summary>A packet in UDP, wrapped by a process (Flannel).</summary>
    Udp,

    /// <summary>An encrypted packet in UDP.</summary>
    Wireguard,
}
