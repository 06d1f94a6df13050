using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Tests.Golden;
using PolicyEngine.Sets;
using static PolicyEngine.Renderers.Tests.Golden.World;

namespace PolicyEngine.Renderers.Tests;

/// <summary>Where what is meant and what Felix writes part.</summary>
public sealed class FidelityTests
{
    private const string Chain = "cali-pi-gnp/p";

    [Fact]
    public void Blocks_behind_the_second_begin_with_a_clear_bit()
    {
        NodeState node = Rendered.Node(Rule(
            "allow", "tcp", Nets("10.1.0.0/16", "10.2.0.0/16"), Nets("10.3.0.0/16", "10.4.0.0/16") with { Ports = UpTo(1, 16).Ports }));
        string[] felix = Rendered.Iptables(node, "filter", Chain, Fidelity.Felix);
        string[] exact = Rendered.Iptables(node, "filter", Chain);

        Assert.Equal(felix.Length + 1, exact.Length);
        Assert.Equal("--jump MARK --set-mark 0/0x100000", exact[6]);
        Assert.Equal(felix, exact.Where((_, index) => index != 6), StringComparer.Ordinal);
    }

    [Fact]
    public void Two_blocks_are_the_same_in_both()
    {
        NodeState node = Rendered.Node(Rule("allow", source: Nets("10.1.0.0/16", "10.2.0.0/16"), destination: Nets("10.3.0.0/16", "10.4.0.0/16")));

        Assert.Equal(Rendered.Iptables(node, "filter", Chain, Fidelity.Felix), Rendered.Iptables(node, "filter", Chain));
    }

    [Theory]
    [InlineData(Fidelity.Felix, "icmp type 3 code 4", "icmp type != 3 code != 4")]
    [InlineData(Fidelity.Exact, "icmp type 3 icmp code 4", "icmp type . icmp code != { 3 . 4 }")]
    public void Messages_with_a_code(object fidelity, string match, string negated)
    {
        NodeState node = Rendered.Node(Rule("deny") with { Icmp = new IcmpMatch(3, 4) }, Rule("deny") with { NotIcmp = new IcmpMatch(3, 4) });
        string[] rules = Rendered.Nftables(node, "filter-" + Chain, (Fidelity)fidelity);

        Assert.Equal($"{match} counter meta mark set mark or 0x40000", rules[0]);
        Assert.Equal($"{negated} counter meta mark set mark or 0x40000", rules[2]);
    }

    [Theory]
    [InlineData(Fidelity.Felix, "eth+")]
    [InlineData(Fidelity.Exact, "eth*")]
    public void Interface_of_translation(object fidelity, string name)
    {
        NodeState node = Rendered.Node() with
        {
            Settings = Rendered.Settings(("IptablesNATOutgoingInterfaceFilter", "eth+")),
            Pools = [new NodePool(Net("10.0.0.0/8"), Masquerades: true, Ipip: false, Vxlan: false, IsForLoadBalancersOnly: false)],
        };

        Assert.Contains($" oifname {name} counter", Assert.Single(Rendered.Nftables(node, "nat-cali-nat-outgoing", (Fidelity)fidelity)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fidelity.Felix, "REJECT")]
    [InlineData(Fidelity.Exact, "DROP")]
    public void Refusals_where_the_kernel_has_none(object fidelity, string verb)
    {
        NodeState node = Rendered.Node(Rule("deny")) with
        {
            Settings = Rendered.Settings(("IptablesFilterDenyAction", "REJECT")),
            Hosts = [new NodeHost("h", "lo")],
        };

        Assert.Contains($"--jump {verb}", Rendered.Iptables(node, "raw", "cali-PREROUTING", (Fidelity)fidelity).Single(rule => rule.Contains("rpfilter", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith($"--jump {verb}", Rendered.Iptables(node, "mangle", "cali-th-lo", (Fidelity)fidelity)[^1], StringComparison.Ordinal);
        Assert.EndsWith("--jump REJECT", Rendered.Iptables(node, "filter", Chain, (Fidelity)fidelity)[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fidelity.Felix, false)]
    [InlineData(Fidelity.Exact, true)]
    public void The_set_of_hosts_of_the_other_family(object fidelity, bool isThere)
    {
        NodeState node = Rendered.Node() with { Settings = Rendered.Settings(("NATOutgoingExclusions", "IPPoolsAndHostIPs")) };

        Assert.Equal(isThere, NodeRules.Lower(node, IpFamily.V6, Backend.Iptables, (Fidelity)fidelity).Sets.Any(set => set.Name == "cali60all-hosts-net"));
    }
}
