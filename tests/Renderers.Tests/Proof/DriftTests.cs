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

    private static void Same(DriftResult result)
    {
        Assert.Empty(result.Problems);
        Assert.Empty(result.Differences);
        Assert.Empty(result.Uncompared);
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
