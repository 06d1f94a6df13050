using PolicyEngine.Dataplane.Flannel;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel;

/// <summary>Which packets leave with the node's address, by either set of rules.</summary>
public sealed class FlannelMasqueradeTests
{
    private const string Pod = "10.18.1.1";
    private const string RemotePod = "10.18.9.9";
    private const string Outside = "203.0.113.9";
    private const string Node = "192.168.222.102";

    private static FlannelMasquerade Rules(MasqueradeVariant variant) => FlannelMasquerade.Of(variant, Block("10.18.0.0/16"), Block("10.18.1.0/24"));

    [Theory]
    [InlineData(Pod, RemotePod, false)]
    [InlineData(RemotePod, Pod, false)]
    [InlineData(Pod, "10.18.1.2", false)]
    [InlineData(Outside, Pod, false)]
    [InlineData(Node, Pod, false)]
    [InlineData(Pod, Outside, true)]
    [InlineData(Pod, Node, true)]
    [InlineData(RemotePod, Outside, true)]
    [InlineData(Pod, "224.0.0.251", false)]
    [InlineData(Outside, Node, false)]
    public void Pods_are_masqueraded_towards_everything_but_pods_and_multicast(string source, string destination, bool expected) =>
        Assert.All([MasqueradeVariant.Iptables, MasqueradeVariant.Nftables], variant => Assert.Equal(expected, Rules(variant).Masquerades(Ip(source), Ip(destination))));

    [Theory]
    [InlineData(Pod, "10.18.1.2", false)]
    [InlineData(Pod, RemotePod, true)]
    [InlineData(Pod, Outside, true)]
    [InlineData(Pod, Node, true)]
    [InlineData(Pod, "224.0.0.251", false)]
    [InlineData(RemotePod, Outside, false)]
    [InlineData(Outside, RemotePod, false)]
    public void The_bridge_plugin_masquerades_its_pods_towards_other_nodes_too(string source, string destination, bool expected)
    {
        Assert.Equal(expected, Rules(MasqueradeVariant.BridgePlugin).Masquerades(Ip(source), Ip(destination)));
        Assert.False(Rules(MasqueradeVariant.None).Masquerades(Ip(source), Ip(destination)));
    }

    [Fact]
    public void Only_iptables_masquerades_from_outside_to_another_nodes_pod()
    {
        Assert.True(Rules(MasqueradeVariant.Iptables).Masquerades(Ip(Outside), Ip(RemotePod)));
        Assert.False(Rules(MasqueradeVariant.Nftables).Masquerades(Ip(Outside), Ip(RemotePod)));
    }

    [Fact]
    public void Only_nftables_lets_pods_of_two_other_nodes_pass_between_as_they_are()
    {
        Assert.True(Rules(MasqueradeVariant.Iptables).Masquerades(Ip(RemotePod), Ip("10.18.8.8")));
        Assert.False(Rules(MasqueradeVariant.Nftables).Masquerades(Ip(RemotePod), Ip("10.18.8.8")));
    }

    [Fact]
    public void The_last_rule_of_nftables_is_never_reached()
    {
        FlannelMasquerade rules = Rules(MasqueradeVariant.Nftables);
        TestKit.Property.Holds<(uint Source, uint Destination, uint Mark)>(packet => Assert.NotSame(
            rules.Rules[^1],
            rules.Deciding(
                PolicyEngine.Sets.IpAddress.V4(packet.Source),
                PolicyEngine.Sets.IpAddress.V4(0x0a12_0000 | (packet.Destination & 0xffff)),
                packet.Mark)));
    }

    [Theory]
    [InlineData(0x4000U, false, false)]
    [InlineData(0x4001U, false, true)]
    [InlineData(0x8000U, true, true)]
    public void What_kube_proxy_marked_is_left_to_it_and_nftables_compares_the_whole_mark(uint mark, bool iptables, bool nftables)
    {
        Assert.Equal(iptables, Rules(MasqueradeVariant.Iptables).Masquerades(Ip(Pod), Ip(Outside), mark));
        Assert.Equal(nftables, Rules(MasqueradeVariant.Nftables).Masquerades(Ip(Pod), Ip(Outside), mark));
    }

    [Fact]
    public void IPv6_has_the_same_rules_with_its_own_multicast()
    {
        FlannelMasquerade rules = FlannelMasquerade.Of(MasqueradeVariant.Iptables, Block("fc00::/48"), Block("fc00:0:0:1::/64"));

        Assert.True(rules.Masquerades(Ip("fc00:0:0:1::2"), Ip("2001:db8::1")));
        Assert.False(rules.Masquerades(Ip("fc00:0:0:1::2"), Ip("ff02::1")));
        Assert.False(rules.Masquerades(Ip("fc00:0:0:1::2"), Ip("fc00:0:0:2::2")));
    }

    [Theory]
    [InlineData(MasqueradeVariant.Iptables, "mark 0x4000/0x4000 return", "saddr != 10.18.0.0/16 daddr 10.18.1.0/24 return")]
    [InlineData(MasqueradeVariant.Nftables, "mark 0x4000/0xffffffff return", "saddr != 10.18.1.0/24 daddr 10.18.0.0/16 return")]
    public void The_rules_stand_in_Flannels_order(MasqueradeVariant variant, string first, string fourth) => Assert.Equal(
        [
            first,
            "saddr 10.18.1.0/24 daddr 10.18.0.0/16 return",
            "saddr 10.18.0.0/16 daddr 10.18.1.0/24 return",
            fourth,
            "saddr 10.18.0.0/16 daddr != 224.0.0.0/4 masquerade fully-random",
            "saddr != 10.18.0.0/16 daddr 10.18.0.0/16 masquerade fully-random",
        ],
        Rules(variant).Rules.Select(rule => rule.ToString()).ToArray());
}
