using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;
using static PolicyEngine.Renderers.Tests.Golden.World;

namespace PolicyEngine.Renderers.Tests;

/// <summary>What kernels were seen to refuse, or to take for something else than is meant.</summary>
public sealed class LoadableRuleTests
{
    private const string Chain = "cali-pi-gnp/p";

    [Theory]
    [InlineData("udp", "-p tcp --jump MARK --set-mark 0x10000/0x10000")]
    [InlineData("6", "")]
    public void A_protocol_is_asked_for_once(string other, string expected)
    {
        NodeState node = Rendered.Node(Rule("allow", "tcp") with { NotProtocol = other }, Rule("deny"));

        Assert.Equal(expected.Length > 0 ? [expected] : [], Rendered.Iptables(node, "filter", Chain).Where(rule => rule.Contains("-p tcp", StringComparison.Ordinal)).Select(Plain), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("icmp", 1, 0)]
    [InlineData("58", 0, 1)]
    public void Messages_have_types_in_their_own_family_only(string protocol, int rulesV4, int rulesV6)
    {
        NodeState node = Rendered.Node(Rule("deny", protocol) with { Icmp = new IcmpMatch(3, null) }, Rule("deny", protocol) with { NotIcmp = new IcmpMatch(3, null) });

        Assert.Equal(2 * rulesV4, Rendered.Iptables(node, "filter", Chain).Count(rule => rule.Contains("icmp-type", StringComparison.Ordinal)));
        Assert.Equal(2 * rulesV6, Rendered.Iptables(node, "filter", Chain, family: IpFamily.V6).Count(rule => rule.Contains("icmpv6-type", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("47", 0)]
    [InlineData("tcp", 1)]
    public void Services_are_asked_for_with_protocols_that_have_ports(string protocol, int rules)
    {
        NodeState node = Rendered.Node(Rule("allow", protocol, destination: new RuleSide { Services = ["svc:one"] }));

        Assert.Equal(rules, Rendered.Nftables(node, "filter-" + Chain).Count(rule => rule.Contains("@cali40", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Fidelity.Felix, "ct status != dnat counter jump filter-cali-to-host-endpoint")]
    [InlineData(Fidelity.Exact, "ct status dnat counter return|counter jump filter-cali-to-host-endpoint")]
    public void What_the_node_sends_meets_policy_even_without_a_connection(object fidelity, string expected) => Assert.Contains(
        expected, string.Join('|', Rendered.Nftables(Rendered.Node(), "filter-cali-OUTPUT", (Fidelity)fidelity)), StringComparison.Ordinal);

    [Fact]
    public void An_empty_list_of_failsafe_ports_is_none()
    {
        string text = Iptables("""
            {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}}
            ---
            {apiVersion: projectcalico.org/v3, kind: HostEndpoint, metadata: {name: h}, spec: {node: n1, interfaceName: eth0}}
            ---
            {apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {failsafeInboundHostPorts: []}}
            """);

        Assert.Contains("-A cali-failsafe-out ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("--destination-ports 22 ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_ports_by_name_stay_beside_a_service() => Assert.Matches("match-set cali40svcnoport\\S+ src .*match-set cali40n:\\S+ src,src", Iptables("""
        {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: ns}, spec: {nodeName: n1}, status: {podIP: 10.0.0.1}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns}, spec: {clusterIP: None, ports: [{port: 80}]}}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: g}
        spec: {types: [Ingress], ingress: [{action: Allow, protocol: TCP, source: {services: {name: s, namespace: ns}, ports: [http]}}]}
        """));

    [Fact]
    public void Nodes_take_tunnelled_packets_from_each_other_where_a_pool_has_tunnels() => Assert.Contains("add cali40all-vxlan-net 192.0.2.2", Ipsets("""
        {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: other}, status: {addresses: [{type: InternalIP, address: 192.0.2.2}]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pool}, spec: {cidr: 10.0.0.0/8, vxlanMode: Always}}
        """), StringComparison.Ordinal);

    private static string Plain(string rule) => rule.Replace("-m comment --comment \"GlobalNetworkPolicy p ingress\" ", "", StringComparison.Ordinal);

    private static string Iptables(string world) => Part(world, "iptables.v4");

    private static string Ipsets(string world) => Part(world, "ipset.v4");

    private static string Part(string world, string name) =>
        new IptablesRenderer().Render(new PolicyLoader().LoadText(world).Snapshot, new RenderRequest { Node = "n1" }).Parts.Single(part => part.Name == name).Text;
}
