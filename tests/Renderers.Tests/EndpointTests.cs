using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;
using static PolicyEngine.Renderers.Tests.Golden.World;

namespace PolicyEngine.Renderers.Tests;

public sealed class EndpointTests
{
    [Fact]
    public void Packets_are_limited_before_anything_else_and_connections_behind_known_ones()
    {
        NodeState node = With(new NodeWorkload("cali1") { Quality = new QualityOfService { EgressPacketRate = 100, EgressPacketBurst = 5, EgressMaxConnections = 7 } });
        string[] rules = Rendered.Iptables(node, "filter", "cali-fw-cali1");

        Assert.Equal(
            [
                "-m comment --comment \"Clear egress packet rate limit mark\" --jump MARK --set-mark 0/0x80000",
                "-m comment --comment \"Mark packets within egress packet rate limit\" -m limit --limit 100/sec --limit-burst 5 --jump MARK --set-mark 0x80000/0x80000",
                "-m comment --comment \"Drop packets over egress packet rate limit\" -m mark ! --mark 0x80000/0x80000 --jump DROP",
                "-m comment --comment \"Clear egress packet rate limit mark\" --jump MARK --set-mark 0/0x80000",
            ],
            rules[..4]);
        Assert.Equal(
            "-m comment --comment \"Reject connections over egress connection limit\" -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -m connlimit --connlimit-above 7 --connlimit-mask 0 -j REJECT --reject-with tcp-reset",
            rules[6]);
        Assert.DoesNotContain(Rendered.Iptables(node, "filter", "cali-tw-cali1"), rule => rule.Contains("limit", StringComparison.Ordinal));
    }

    [Fact]
    public void Nftables_limits_packets_in_one_rule()
    {
        NodeState node = With(new NodeWorkload("cali1") { Quality = new QualityOfService { IngressPacketRate = 100, IngressPacketBurst = 5, IngressMaxConnections = 7 } });
        string[] rules = Rendered.Nftables(node, "filter-cali-tw-cali1");

        Assert.Equal("counter limit rate over 100/second burst 5 packets drop", rules[0]);
        Assert.Equal("counter ct count over 7 reject with tcp reset", rules[3]);
    }

    [Fact]
    public void Packets_out_of_the_cluster_get_their_class()
    {
        NodeState node = With(new NodeWorkload("cali1") { Dscp = 10, Nets = [Net("10.0.0.1"), Net("fd00::1")] });

        Assert.Equal(["--source 10.0.0.1 --jump DSCP --set-dscp 10"], Rendered.Iptables(node, "mangle", "cali-egress-dscp"));
        Assert.Equal(["ip6 saddr fd00::1 counter ip6 dscp set 10"], Rendered.Nftables(node, "mangle-cali-egress-dscp", family: IpFamily.V6));
        Assert.Contains("add cali40dscp-src-net 10.0.0.1/32\n", IpsetText.Write(NodeRules.Lower(node, IpFamily.V4, Backend.Iptables, Fidelity.Exact)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_endpoint_of_all_interfaces_stands_at_the_end_of_the_dispatch()
    {
        NodeState node = new() { Hosts = [new NodeHost("all", "*"), new NodeHost("one", "lo")] };

        Assert.Equal(
            ["--out-interface lo --goto cali-th-lo", "--goto cali-th-any-interface-at-all"],
            Rendered.Iptables(node, "filter", "cali-to-host-endpoint"));
        Assert.Equal(
            [
                "--out-interface lo --goto cali-th-lo",
                "-m comment --comment \"Skip egress WHEP policy for traffic to local workload\" --out-interface cali+ --jump RETURN",
                "--goto cali-th-any-interface-at-all",
            ],
            Rendered.Iptables(node, "mangle", "cali-to-host-endpoint"));
        Assert.Empty(Rendered.Iptables(node, "raw", "cali-to-host-endpoint"));
    }

    [Fact]
    public void Of_several_endpoints_of_an_interface_the_first_by_name_governs_it()
    {
        NodeHost byAddress = new("b", "") { ExpectedAddresses = [Address("127.0.0.1")] };
        NodeState node = new() { Hosts = [new NodeHost("c", "lo"), byAddress, new NodeHost("a", "eth9")] };

        Assert.Equal("b", Assert.Single(new HostInterfaces(node).Named).Value.Name);
    }

    [Fact]
    public void Staged_policies_have_no_chains_and_deny_nothing()
    {
        PolicyId staged = new("StagedGlobalNetworkPolicy", "", "s");
        NodeState node = With(new NodeWorkload("cali1") { Tiers = [new NodeTier("t", Model.RuleAction.Deny, [staged], [])] }) with
        {
            Policies = [new NodePolicy(staged, "t", "all()") { Ingress = [Rule("deny")] }],
        };

        Assert.DoesNotContain(Rendered.Iptables(node, "filter", "cali-tw-cali1"), rule => rule.Contains("End of tier", StringComparison.Ordinal));
        Assert.Empty(Rendered.Iptables(node, "filter", "cali-pi-sgnp/s"));
    }

    [Fact]
    public void A_policy_that_is_needed_everywhere_is_programmed_though_nothing_leads_to_it()
    {
        NodePolicy policy = Global("p", Rule("deny")) with { IsAlwaysNeeded = true };

        Assert.NotEmpty(Rendered.Iptables(new NodeState { Policies = [policy] }, "filter", "cali-pi-gnp/p"));
        Assert.Empty(Rendered.Iptables(new NodeState { Policies = [policy] }, "raw", "cali-pi-gnp/p"));
        Assert.Empty(Rendered.Iptables(new NodeState { Policies = [policy with { IsAlwaysNeeded = false }] }, "filter", "cali-pi-gnp/p"));
    }

    [Fact]
    public void Packets_of_ip_in_ip_are_taken_from_nodes_only()
    {
        NodeState node = new()
        {
            Pools = [new NodePool(Net("10.0.0.0/8"), Masquerades: false, Ipip: true, Vxlan: false, IsForLoadBalancersOnly: false)],
            NodeAddresses = [Address("192.0.2.1")],
        };

        Assert.Equal(
            [
                "-m comment --comment \"Allow IPIP packets from Calico hosts\" -p 4 -m set --match-set cali40all-hosts-net src -m addrtype --dst-type LOCAL --jump ACCEPT",
                "-m comment --comment \"Drop IPIP packets from non-Calico hosts\" -p 4 --jump DROP",
            ],
            Rendered.Iptables(node, "filter", "cali-INPUT")[..2]);
        Assert.DoesNotContain(Rendered.Iptables(node, "filter", "cali-INPUT", family: IpFamily.V6), rule => rule.Contains("IPIP", StringComparison.Ordinal));
    }

    [Fact]
    public void Machines_of_OpenStack_reach_what_they_start_with()
    {
        NodeState node = new() { Settings = Rendered.Settings(("InterfacePrefix", "cali,tap")) };

        Assert.Contains("-p udp --source 0.0.0.0 -m multiport --source-ports 68 -m multiport --destination-ports 67 --jump ACCEPT", Rendered.Iptables(node, "raw", "cali-PREROUTING"), StringComparer.Ordinal);
        Assert.Equal(
            [
                "-p tcp --destination 127.0.0.1 -m multiport --destination-ports 8775 --jump ACCEPT",
                "-p udp -m multiport --source-ports 68 -m multiport --destination-ports 67 --jump ACCEPT",
                "-p udp -m multiport --destination-ports 53 --jump ACCEPT",
            ],
            Rendered.Iptables(node, "filter", "cali-wl-to-host")[..3]);
        Assert.Equal(
            "-p tcp -m multiport --destination-ports 80 --destination 169.254.169.254/32 --jump DNAT --to-destination 127.0.0.1:8775",
            Rendered.Iptables(node, "nat", "cali-PREROUTING")[^1]);
        Assert.Equal(2, Rendered.Iptables(node, "filter", "cali-INPUT").Count(rule => rule.Contains("--in-interface", StringComparison.Ordinal)));
    }

    private static NodeState With(NodeWorkload workload) => new() { Workloads = [workload] };
}
