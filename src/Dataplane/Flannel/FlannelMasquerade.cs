using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>The rules by which a node masquerades, in order; the first that matches decides.</summary>
public sealed record FlannelMasquerade
{
    /// <summary>What kube-proxy puts on packets that it masquerades itself.</summary>
    internal const uint KubeProxyMark = 0x4000;

    private FlannelMasquerade(string chain, ImmutableArray<MasqueradeRule> rules) => (Chain, Rules) = (chain, rules);

    /// <summary>The rules.</summary>
    public ImmutableArray<MasqueradeRule> Rules { get; }

    /// <summary>The name of their chain.</summary>
    internal string Chain { get; }

    /// <summary>The rules of a node for one family.</summary>
    /// <param name="variant">By what they are written.</param>
    /// <param name="network">All addresses of pods.</param>
    /// <param name="subnet">Those of the node.</param>
    public static FlannelMasquerade Of(MasqueradeVariant variant, IpPrefix network, IpPrefix subnet) => variant switch
    {
        MasqueradeVariant.None => new("", []),
        MasqueradeVariant.BridgePlugin => OfBridge(subnet),
        _ => OfDaemon(variant, network, subnet),
    };

    /// <summary>Whether the first packet of a connection leaves with the node's address.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="destination">Its destination, after translation.</param>
    /// <param name="mark">Its mark.</param>
    public bool Masquerades(IpAddress source, IpAddress destination, uint mark = 0) => Deciding(source, destination, mark) is { Masquerades: true };

    /// <summary>The rule that decides on a packet; null if none does, and it leaves as it is.</summary>
    /// <inheritdoc cref="Masquerades"/>
    public MasqueradeRule? Deciding(IpAddress source, IpAddress destination, uint mark = 0) =>
        Rules.FirstOrDefault(rule => rule.Matches(source, destination, mark));

    private static FlannelMasquerade OfBridge(IpPrefix subnet) => new(
        "the bridge plugin's rules",
        [
            new(false) { Source = new(subnet), Destination = new(subnet) },
            new(true) { Source = new(subnet), Destination = new(Multicast(subnet.Family), IsOutside: true) },
        ]);

    private static FlannelMasquerade OfDaemon(MasqueradeVariant variant, IpPrefix network, IpPrefix subnet)
    {
        bool isIptables = variant == MasqueradeVariant.Iptables;
        AddressCondition own = new(subnet);
        AddressCondition all = new(network);
        AddressCondition others = new(network, IsOutside: true);
        return new(
            isIptables ? "FLANNEL-POSTRTG" : "postrtg",
        [
            // nftables compares the whole mark, so that another bit beside kube-proxy's lets the packet through to the rules below.
            new(false) { Mark = new(KubeProxyMark, isIptables ? KubeProxyMark : uint.MaxValue) },
            new(false) { Source = own, Destination = all },
            new(false) { Source = all, Destination = own },
            // As nftables has it, this covers what the last rule would masquerade.
            isIptables
                ? new(false) { Source = others, Destination = own }
                : new(false) { Source = new(subnet, IsOutside: true), Destination = all },
            new(true) { Source = all, Destination = new(Multicast(network.Family), IsOutside: true) },
            new(true) { Source = others, Destination = all },
        ]);
    }

    private static IpPrefix Multicast(IpFamily family) => family == IpFamily.V4
        ? IpPrefix.Of(IpAddress.V4(0xe000_0000), 4)
        : IpPrefix.Of(IpAddress.V6(UInt128.CreateChecked(0xff) << 120), 8);
}
