using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>A Calico IP pool: a range that is handed to hosts block by block.</summary>
/// <param name="Name">The name; pools are tried in the order of their names.</param>
/// <param name="Cidr">The range.</param>
public sealed record AddressPool(string Name, IpPrefix Cidr)
{
    /// <summary>The prefix length of its blocks; 26 for IPv4 and 122 for IPv6 unless told.</summary>
    public int BlockSize { get; init; } = Cidr.Family == IpFamily.V4 ? 26 : 122;

    /// <summary>The nodes that requests may come from.</summary>
    public Selector NodeSelector { get; init; } = Selector.All;

    /// <summary>The namespaces that requests may come from; null asks nothing.</summary>
    public Selector? NamespaceSelector { get; init; }

    /// <summary>What its addresses may be used for: pods and tunnels unless told.</summary>
    public AddressUses AllowedUses { get; init; } = AddressUses.Workload | AddressUses.Tunnel;

    /// <summary>Whether it serves requests that do not name it.</summary>
    public AssignmentMode AssignmentMode { get; init; }

    /// <summary>Whether it hands out nothing any more.</summary>
    public bool Disabled { get; init; }

    /// <summary>When IPIP wraps packets to its addresses.</summary>
    public EncapsulationMode Ipip { get; init; }

    /// <summary>When VXLAN wraps packets to its addresses.</summary>
    public EncapsulationMode Vxlan { get; init; }

    /// <summary>Whether packets from its addresses to what is in no pool leave with their node's address.</summary>
    public bool NatOutgoing { get; init; }

    /// <summary>Whether BGP keeps quiet about its addresses.</summary>
    public bool DisableBgpExport { get; init; }

    /// <summary>The block that <paramref name="address"/> of this pool lies in.</summary>
    internal IpPrefix BlockOf(IpAddress address) => IpPrefix.Of(address, BlockSize);
}
