using PolicyEngine.Renderers.Drift;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Tests.Proof;

/// <summary>Saved rules of a node against its policies.</summary>
public sealed class DriftTests
{
    private static readonly PolicySnapshot s_snapshot = ShopWorld.Load();

    [Fact]
    public void What_is_rendered_does_not_drift()
    {
        Same(NodeDrift.Find(s_snapshot, ShopWorld.Node, Iptables()));
        Same(NodeDrift.Find(s_snapshot, ShopWorld.Node, new SavedRules { Nftables = Nftables() }));
    }

    [Fact]
    public void A_member_that_is_missing_shows_in_a_flow_with_what_decides_on_either_side()
    {
        SavedRules saved = Iptables();
        saved = saved with { Ipsets = saved.Ipsets!.Replace("add cali40s:lJBhNRljR9R5cj5JnoqyWyA 10.0.1.1/32\n", "", StringComparison.Ordinal) };

        RenderDifference difference = Assert.Single(NodeDrift.Find(s_snapshot, ShopWorld.Node, saved).Differences, difference => difference.Source == Address("10.0.1.1"));

        Assert.Equal(("iptables", false, "cali2d7243dcff6"), (difference.Part, difference.IsPermitted, difference.OutInterface));
        Assert.Equal(Address("10.0.0.2"), difference.Destination);
        Assert.Equal("tcp/5432", difference.Traffic.ToString());
        Assert.Contains("End of tier default", difference.Rule, StringComparison.Ordinal);
        Assert.Contains(difference.Policies, sentence => sentence.Contains("NetworkPolicy/shop/db ingress[1]", StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_that_accept_too_much_show_in_a_flow_that_the_policies_drop()
    {
        string text = Nftables().Replace("ip saddr 198.51.100.0/25", "ip saddr 198.51.100.0/24", StringComparison.Ordinal);

        RenderDifference difference = Assert.Single(NodeDrift.Find(s_snapshot, ShopWorld.Node, new SavedRules { Nftables = text }).Differences);

        Assert.True(difference.IsPermitted);
        Assert.Equal(Address("198.51.100.128"), difference.Source);
        Assert.Contains("ingress", Assert.Single(difference.Policies), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_names_and_another_order_of_the_same_do_not_drift()
    {
        SavedRules saved = Iptables();
        string text = saved.Iptables!
            .Replace("cali-pi-np/shop/db", "my-chain", StringComparison.Ordinal)
            .Replace("cali40s:lJBhNRljR9R5cj5JnoqyWyA", "my-set", StringComparison.Ordinal);

        Same(NodeDrift.Find(s_snapshot, ShopWorld.Node, saved with { Iptables = text, Ipsets = saved.Ipsets!.Replace("cali40s:lJBhNRljR9R5cj5JnoqyWyA", "my-set", StringComparison.Ordinal) }));
    }

    [Fact]
    public void Without_the_sets_nothing_is_said_of_packets_that_depend_on_them()
    {
        DriftResult result = NodeDrift.Find(s_snapshot, ShopWorld.Node, Iptables() with { Ipsets = null });

        Assert.NotEmpty(result.Differences);
        Assert.All(result.Differences, difference => Assert.Null(difference.IsPermitted));
    }

    [Fact]
    public void Rules_of_neither_kind_drop_nothing()
    {
        DriftResult result = NodeDrift.Find(s_snapshot, ShopWorld.Node, new SavedRules { Iptables = "", Nftables = "" });

        Assert.NotEmpty(result.Differences);
        Assert.All(result.Differences, difference => Assert.True(difference.IsPermitted));
    }

    [Theory]
    [InlineData("*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m nonsense --x y -j DROP\nCOMMIT\n")]
    [InlineData("*filter\n-A")]
    [InlineData("{")]
    [InlineData("table ip t { chain")]
    [InlineData("\0\u0001\uffff")]
    public void Text_that_is_not_understood_is_told_of(string text)
    {
        Assert.NotEmpty(NodeDrift.Find(s_snapshot, ShopWorld.Node, new SavedRules { Iptables = text }).Problems);
        Assert.NotEmpty(NodeDrift.Find(s_snapshot, ShopWorld.Node, new SavedRules { Nftables = text }).Problems);
    }

    [Theory]
    [InlineData("add chain ip x i { type filter hook nowhere priority 0; policy drop; }")]
    [InlineData("table inet x {\n\tchain i {\n\t\ttype filter hook forward priority filter; policy drop;\n\t}\n}")]
    public void What_is_not_read_may_do_anything(string text) =>
        Assert.Equal(DriftOutcome.Unknown, NodeDrift.Find(s_snapshot, ShopWorld.Node, Iptables() with { Nftables = text }).Outcome);

    [Theory]
    [InlineData("*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -j DROP\nCOMMIT\n", "")]
    [InlineData("*mangle\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m set --match-set m src,src -j ACCEPT\n-A FORWARD -j MARK --set-xmark 0x5/0xffffffff\n-A FORWARD -m set --match-set m src,src -j DROP\nCOMMIT\n", "create m hash:ip,mark\nadd m 10.0.0.1,0x5\n")]
    public void Rules_of_others_that_drop_are_found(string rules, string sets)
    {
        SavedRules saved = Iptables();
        DriftResult result = NodeDrift.Find(s_snapshot, ShopWorld.Node, saved with { Iptables = rules + saved.Iptables, Ipsets = sets + saved.Ipsets });

        Assert.Contains(result.Differences, difference => difference.IsPermitted == false);
    }

    [Fact]
    public void Conditions_on_the_addresses_of_an_interface_are_not_taken_for_met()
    {
        SavedRules saved = Iptables();
        const string Rules = "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m addrtype ! --dst-type LOCAL --limit-iface-in -j DROP\nCOMMIT\n";

        Assert.NotEqual(DriftOutcome.Same, NodeDrift.Find(s_snapshot, ShopWorld.Node, saved with { Iptables = Rules + saved.Iptables }).Outcome);
    }

    [Fact]
    public void Lists_of_sets_that_hold_each_other_are_not_followed_without_end()
    {
        SavedRules saved = Iptables();
        string sets = $"create a list:set size 8\ncreate b list:set size 8\n{string.Concat(Enumerable.Repeat("add a b\nadd b a\nadd a a\n", 8))}";
        const string Rules = "*mangle\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m set --match-set a src -j DROP\nCOMMIT\n";

        Assert.Equal(DriftOutcome.Unknown, NodeDrift.Find(s_snapshot, ShopWorld.Node, saved with { Iptables = Rules + saved.Iptables, Ipsets = sets + saved.Ipsets }).Outcome);
    }

    private static void Same(DriftResult result)
    {
        Assert.Empty(result.Problems);
        Assert.Empty(result.Differences);
        Assert.Empty(result.Uncompared);
        Assert.Equal(DriftOutcome.Same, result.Outcome);
    }

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    private static SavedRules Iptables()
    {
        RenderResult result = new IptablesRenderer().Render(s_snapshot, new RenderRequest { Node = ShopWorld.Node });
        return new SavedRules { Iptables = Text(result, "iptables.v4"), Ip6tables = Text(result, "iptables.v6"), Ipsets = Text(result, "ipset.v4") + Text(result, "ipset.v6") };
    }

    private static string Nftables()
    {
        RenderResult result = new NftablesRenderer().Render(s_snapshot, new RenderRequest { Node = ShopWorld.Node });
        return Text(result, "nft.v4") + Text(result, "nft.v6");
    }

    private static string Text(RenderResult result, string part) => result.Parts.Single(known => known.Name == part).Text;
}
