using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Node;

/// <summary>The policies of one tier that govern an endpoint, in order.</summary>
/// <param name="Name">The tier's name.</param>
/// <param name="DefaultAction">What becomes of traffic that none of them decides: <see cref="RuleAction.Deny"/> or <see cref="RuleAction.Pass"/>.</param>
/// <param name="Ingress">Those for traffic towards the endpoint.</param>
/// <param name="Egress">Those for traffic from it.</param>
internal sealed record NodeTier(string Name, RuleAction DefaultAction, ImmutableArray<PolicyId> Ingress, ImmutableArray<PolicyId> Egress);

/// <summary>A pod of the node.</summary>
/// <param name="Interface">The node's interface that leads to it.</param>
internal sealed record NodeWorkload(string Interface)
{
    /// <summary>Whether it may have traffic at all.</summary>
    public bool IsUp { get; init; } = true;

    public ImmutableArray<NodeTier> Tiers { get; init; } = [];

    /// <summary>The profiles that decide when no policy does, in order.</summary>
    public ImmutableArray<string> Profiles { get; init; } = [];

    /// <summary>Its addresses, as blocks.</summary>
    public ImmutableArray<IpPrefix> Nets { get; init; } = [];

    /// <summary>The blocks it may send from though they are not its own.</summary>
    public ImmutableArray<IpPrefix> SpoofedNets { get; init; } = [];

    /// <summary>Addresses outside that stand for its own: floating addresses.</summary>
    public ImmutableArray<FloatingAddress> FloatingAddresses { get; init; } = [];

    /// <summary>Limits of packets and connections.</summary>
    public QualityOfService Quality { get; init; } = QualityOfService.None;

    /// <summary>The DSCP value of packets it sends out of the cluster; null for none.</summary>
    public byte? Dscp { get; init; }
}

/// <param name="External">The address outside.</param>
/// <param name="Internal">The pod's own.</param>
internal readonly record struct FloatingAddress(IpAddress External, IpAddress Internal);

/// <summary>Limits of a pod's traffic, each way; null or zero for none.</summary>
internal sealed record QualityOfService
{
    public static QualityOfService None { get; } = new();

    public long IngressPacketRate { get; init; }

    public long IngressPacketBurst { get; init; }

    public long EgressPacketRate { get; init; }

    public long EgressPacketBurst { get; init; }

    public long IngressMaxConnections { get; init; }

    public long EgressMaxConnections { get; init; }
}

/// <summary>A host endpoint of the node.</summary>
/// <param name="Name">The name.</param>
/// <param name="InterfaceName">Its interface, <c>*</c> for all without one of their own, empty where its addresses tell.</param>
internal sealed record NodeHost(string Name, string InterfaceName)
{
    public ImmutableArray<IpAddress> ExpectedAddresses { get; init; } = [];

    public ImmutableArray<NodeTier> Tiers { get; init; } = [];

    public ImmutableArray<NodeTier> UntrackedTiers { get; init; } = [];

    public ImmutableArray<NodeTier> PreDnatTiers { get; init; } = [];

    public ImmutableArray<NodeTier> ForwardTiers { get; init; } = [];

    public ImmutableArray<string> Profiles { get; init; } = [];
}

/// <summary>An interface of the node and its addresses.</summary>
internal sealed record NodeInterface(string Name, ImmutableArray<IpAddress> Addresses);

/// <summary>A pool of addresses as far as rules need it.</summary>
/// <param name="Cidr">The addresses.</param>
/// <param name="Masquerades">Whether packets that leave the pools get their node's address.</param>
/// <param name="Ipip">Whether IP in IP is used for it, always or at times.</param>
/// <param name="Vxlan">Whether VXLAN is used for it, always or at times.</param>
/// <param name="IsForLoadBalancersOnly">Whether only services get addresses from it.</param>
internal sealed record NodePool(IpPrefix Cidr, bool Masquerades, bool Ipip, bool Vxlan, bool IsForLoadBalancersOnly);

/// <summary>What the kernel and its tools can do.</summary>
/// <param name="SnatFullyRandom">SNAT takes <c>--random-fully</c>.</param>
/// <param name="MasqueradeFullyRandom">MASQUERADE takes <c>--random-fully</c>.</param>
/// <param name="NflogSize">NFLOG takes <c>--nflog-size</c>.</param>
internal sealed record KernelFeatures(bool SnatFullyRandom, bool MasqueradeFullyRandom, bool NflogSize)
{
    public static KernelFeatures All { get; } = new(true, true, true);
}
