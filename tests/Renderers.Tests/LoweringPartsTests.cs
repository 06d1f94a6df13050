using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;
using static PolicyEngine.Renderers.Tests.Golden.World;

namespace PolicyEngine.Renderers.Tests;

public sealed class LoweringPartsTests
{
    [Theory]
    [InlineData(0xffff0000, false, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0, 0xffe00000)]
    [InlineData(0xffff0000, true, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000, 0xffc00000)]
    [InlineData(0x0000ff00, false, 0x100, 0x200, 0x400, 0x800, 0x1000, 0, 0xe000)]
    public void Marks_are_dealt_out_upwards(uint mask, bool wireguard, uint accept, uint pass, uint drop, uint scratch0, uint scratch1, uint tunnel, uint endpoint) =>
        Assert.Equal(new MarkBits(accept, pass, drop, scratch0, scratch1, tunnel, endpoint).ToString(), MarkBits.From(mask, wireguard).ToString());

    [Fact]
    public void Numbers_of_endpoints_are_spread_over_the_bits_of_the_field()
    {
        MarkBits bits = MarkBits.From(0xffff0000, withWireguard: false) with { Endpoint = 0b1010_0010 };

        Assert.Equal(0b1000_0010u, bits.EndpointMark(0b101));
    }

    [Fact]
    public void Ports_are_cut_greedily()
    {
        PortRange range = new(10, 20);
        PortRange single = new(1, 1);

        Assert.Equal([15], PortSplit.Of([.. Enumerable.Repeat(single, 15)]).Select(part => part.Length));
        Assert.Equal([14, 1], PortSplit.Of([.. Enumerable.Repeat(single, 14), range]).Select(part => part.Length));
        Assert.Equal([7, 1], PortSplit.Of([.. Enumerable.Repeat(range, 8)]).Select(part => part.Length));
        Assert.Empty(PortSplit.Of([]));
    }

    [Theory]
    [InlineData("p", "API0|p")]
    [InlineData("gnp/a-policy-with-a-name-that-is-much-too-long-for-a-prefix-of-a-log", "API0|gnp/a_")]
    public void Prefixes_of_flow_logs_are_limited(string id, string start)
    {
        LoweringContext context = new(new NodeState(), IpFamily.V4, Backend.Iptables, Fidelity.Exact);
        string prefix = Assert.IsType<Verb.NfLog>(new FlowLog(context).OfRule('A', 'P', Direction.Ingress, 0, id)).Prefix;

        Assert.StartsWith(start, prefix, StringComparison.Ordinal);
        Assert.True(prefix.Length <= 63);
    }

    [Fact]
    public void Sets_are_kept_disjoint_where_it_is_asked_for()
    {
        NodeState node = new() { Sets = [new NodeSet("s:x", NodeSetKind.Nets, [new(Net("10.0.0.0/8")), new(Net("10.1.0.0/16")), new(Net("192.0.2.0/24"))])] };

        Assert.Equal(3, Members(node, Backend.Iptables));
        Assert.Equal(2, Members(node, Backend.Nftables));
        Assert.Equal(2, Members(node with { Settings = Rendered.Settings(("NFTablesMode", "Auto")) }, Backend.Iptables));
        Assert.Equal(3, Members(node with { Settings = Rendered.Settings(("NFTablesMode", "Disabled")) }, Backend.Iptables));
    }

    [Fact]
    public void Rules_may_all_be_appended()
    {
        NodeState node = new() { Settings = Rendered.Settings(("ChainInsertMode", "append")) };
        string text = IptablesText.Write(NodeRules.Lower(node, IpFamily.V4, Backend.Iptables, Fidelity.Exact));

        Assert.DoesNotContain("\n-I ", text, StringComparison.Ordinal);
        Assert.Contains("-A FORWARD -m comment --comment \"cali:wUHhoiAYhphO9Mso\" --jump cali-FORWARD\n", text, StringComparison.Ordinal);
    }

    private static int Members(NodeState node, Backend backend) =>
        NodeRules.Lower(node, IpFamily.V4, backend, Fidelity.Exact).Sets.Single(set => set.Name == "cali40s:x").Members.Length;
}
