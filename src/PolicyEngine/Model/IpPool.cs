using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Model;

/// <summary>Addresses that pods are given, and how their traffic travels between nodes (Calico's <c>IPPool</c>).</summary>
/// <param name="Name">The name.</param>
/// <param name="Cidr">The addresses.</param>
/// <param name="Ipip">When IP in IP wraps packets to these addresses.</param>
/// <param name="Vxlan">When VXLAN wraps packets to these addresses.</param>
/// <param name="NatOutgoing">Whether packets from these addresses to what is in no pool leave with their node's address.</param>
/// <param name="Span">Where it is written.</param>
public sealed record IpPool(string Name, IpPrefix Cidr, EncapsulationMode Ipip, EncapsulationMode Vxlan, bool NatOutgoing, SourceSpan Span)
{
    /// <summary>Whether only load balancers of services get addresses from it.</summary>
    public bool IsForLoadBalancersOnly { get; init; }
}

/// <summary>When packets between nodes are wrapped.</summary>
public enum EncapsulationMode
{
    /// <summary>They never are.</summary>
    Never,

    /// <summary>Where the nodes are not on one subnet.</summary>
    CrossSubnet,

    /// <summary>They always are.</summary>
    Always,
}
