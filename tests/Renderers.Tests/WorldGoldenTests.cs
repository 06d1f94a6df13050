using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Tests.Golden;
using PolicyEngine.Sets;
using TestKit;
using static PolicyEngine.Renderers.Tests.Golden.World;

namespace PolicyEngine.Renderers.Tests;

/// <summary>Cases that are given as resources, with the node that they make put together by hand.</summary>
public sealed class WorldGoldenTests
{
    [CorpusTheory("felix")]
    [InlineData("039")]
    [InlineData("055")]
    [InlineData("059")]
    [InlineData("068")]
    [InlineData("074")]
    public void Without_policies(string name) => Check(name, golden => Standard(golden));

    [CorpusTheory("felix")]
    [InlineData("056")]
    [InlineData("058")]
    [InlineData("038")]
    [InlineData("064")]
    public void A_policy_that_allows(string name) => Check(name, golden => WithPolicies(golden, Global("p", Rule("allow"))));

    [CorpusFact("felix")]
    public void Deny_and_nothing_for_egress() => Check("002", golden =>
    {
        NodePolicy policy = Global("p", Rule("deny", source: Nets("10.1.0.0/16")));
        return Standard(golden, new NodeTier("default", RuleAction.Deny, [policy.Id], [policy.Id])) with { Policies = [policy] };
    });

    [CorpusFact("felix")]
    public void Log() => Check("004", golden => WithPolicies(golden, Global("p", Rule("log", source: Nets("10.1.0.0/16")), Rule("allow"))));

    [CorpusFact("felix")]
    public void Log_with_specifiers() => Check("005", golden =>
    {
        NodePolicy spaced = new(new PolicyId("NetworkPolicy", "ns1", "p"), "default", "p") { Ingress = [Rule("log"), Rule("allow")] };
        return WithPolicies(golden, Global("g", Rule("log", "udp")), spaced);
    });

    [CorpusFact("felix")]
    public void Protocols() => Check("006", golden => WithPolicies(golden, Global("p",
    [
        Rule("allow", "tcp"), Rule("allow", "udp"), Rule("allow", "sctp"), Rule("allow", "udplite"), Rule("allow", "icmp") with { Family = IpFamily.V4 },
        Rule("allow", "6"), Rule("allow", "47"), Rule("allow") with { NotProtocol = "tcp" }, Rule("allow") with { NotProtocol = "17" },
    ])));

    [CorpusFact("felix")]
    public void Several_blocks_of_a_side() =>
        Check("008", golden => WithPolicies(golden, Global("p", Rule("allow", source: Nets("10.1.0.0/16", "10.2.0.0/16", "192.0.2.1/32")))));

    [CorpusFact("felix")]
    public void Several_blocks_of_both_sides() => Check("009", golden => WithPolicies(golden, Global("p",
        Rule("allow", source: Nets("10.1.0.0/16", "10.2.0.0/16"), destination: Nets("10.65.0.0/24", "10.65.1.0/24")))));

    [CorpusFact("felix")]
    public void Negated_blocks() => Check("011", golden => WithPolicies(golden, Global("p",
        Rule("allow", source: NotNets("10.1.0.0/16", "10.2.0.0/16"), destination: NotNets("10.3.0.0/16", "10.4.0.0/16")))));

    [CorpusFact("felix")]
    public void Blocks_and_negated_blocks() => Check("012", golden => WithPolicies(golden, Global("p",
        Rule("deny", source: Nets("10.0.0.0/8") with { NotNets = [Net("10.1.0.0/16")] }),
        Rule("allow", source: Nets("10.0.0.0/8", "172.16.0.0/12") with { NotNets = [Net("10.1.0.0/16")] }))));

    [CorpusFact("felix")]
    public void Few_ports() => Check("013", golden => WithPolicies(golden, Global("p",
        Rule("allow", "tcp", destination: Ranges(new(80, 80), new(443, 443), new(8000, 8100))),
        Rule("allow", "tcp", source: Ranges(new PortRange(1024, 65535)), destination: Ports(22)))));

    [CorpusFact("felix")]
    public void Many_ports() => Check("014", golden => WithPolicies(golden, Global("p",
        Rule("allow", "tcp", destination: UpTo(1, 15)),
        Rule("allow", "tcp", destination: UpTo(1, 16)),
        Rule("allow", "tcp", destination: Ranges([.. Enumerable.Range(1, 8).Select(i => new PortRange((ushort)(10 * i), (ushort)((10 * i) + 1)))])))));

    [CorpusFact("felix")]
    public void Blocks_of_ports_and_of_addresses() => Check("015", golden => WithPolicies(golden, Global("p", Rule(
        "allow",
        "tcp",
        UpTo(1000, 20) with { Nets = Nets("10.1.0.0/16", "10.2.0.0/16").Nets },
        UpTo(2000, 20) with { Nets = Nets("10.65.0.0/24", "10.65.1.0/24").Nets, NotNets = [Net("10.65.0.9/32")] }))));

    [CorpusFact("felix")]
    public void Named_ports() => Check("017", golden =>
    {
        const string http = "n:cl9_Kgeu4H0OGLbhovVR3NB";
        const string pg = "n:lJoBvEcARKewmTK8I-mwXfh";
        const string dbPg = "n:aGIRRjG5kShkp2nJKPjGlNE";
        NodePolicy policy = Global("p",
        [
            Rule("allow", "tcp", destination: Named(http)),
            Rule("allow", "tcp", destination: Named(http) with { Ports = [new PortRange(9090, 9090)] }),
            Rule("allow", "tcp", destination: Named(http, pg)),
            Rule("allow", "tcp", destination: new RuleSide { NotNamedPorts = [http] }),
            Rule("allow", "udp", destination: Named("n:wBUuGT_s8isCYKpah3eXsbd")),
        ]);
        return WithPolicies(golden, policy with
        {
            Egress =
            [
                Rule("allow", "tcp", destination: Named(dbPg)),
                Rule("allow", "tcp", destination: Named(dbPg) with { Ports = [new PortRange(1, 1)], Sets = ["s:aTHMmtqeppKyLzbhenKiYRu"] }),
                Rule("allow", "tcp", source: Named(http)),
            ],
        });
    });

    [CorpusFact("felix")]
    public void Icmp() => Check("018", golden => WithPolicies(golden, Global("p",
    [
        Rule("allow", "icmp") with { Family = IpFamily.V4, Icmp = new IcmpMatch(8, null) },
        Rule("allow", "icmp") with { Family = IpFamily.V4, Icmp = new IcmpMatch(3, 4) },
        Rule("allow", "icmp") with { Family = IpFamily.V4, NotIcmp = new IcmpMatch(8, null) },
        Rule("allow", "icmp") with { Family = IpFamily.V4, NotIcmp = new IcmpMatch(8, 0) },
        Rule("allow", "icmpv6") with { Family = IpFamily.V6, Icmp = new IcmpMatch(128, null) },
        Rule("allow", "icmpv6") with { Family = IpFamily.V6, NotIcmp = new IcmpMatch(128, 1) },
    ])));

    [CorpusFact("felix")]
    public void Selectors() => Check("019", golden => WithPolicies(golden, Global("p",
    [
        Rule("allow", source: InSets("s:aTHMmtqeppKyLzbhenKiYRu")),
        Rule("allow", source: NotInSets("s:aTHMmtqeppKyLzbhenKiYRu")),
        Rule("allow", source: InSets("s:fH0doTYRbwQo11s4McUI0-m")),
        Rule("allow", source: InSets("s:8WGVUxmV7CRZAUPnNf7d_fr")),
        Rule("allow", source: InSets("s:Df2p91mztruaYzaejzkC0TR")),
        Rule("allow", source: InSets("s:5y5I3VdRZfDU01O--xXAPx2")),
        Rule("allow", source: InSets("s:2dAotJA2sZ5pOhC_BaBuAFe")),
        Rule("allow", source: InSets("s:Fzh1i67_WcThHYGTMl77luu")),
    ]) with
    {
        Egress =
        [
            Rule("allow", destination: InSets("s:aTHMmtqeppKyLzbhenKiYRu")),
            Rule("deny", destination: NotInSets("s:aMVtpDOI8boXSx4Qtd6Aczr")),
        ],
    }));

    [CorpusFact("felix")]
    public void Selectors_of_a_namespace() => Check("020", golden => WithPolicies(golden, Global("p",
    [
        Rule("allow", source: InSets("s:ZPvIif8RJV_nGWwoRmWh6id")),
        Rule("allow", source: InSets("s:gXJseF_RqA9NlU6itdOBeuJ")),
        Rule("allow", source: InSets("s:8WGVUxmV7CRZAUPnNf7d_fr")),
        Rule("allow", source: InSets("s:s2lNE6gd_nQ2HEWcPWNWACJ")),
        Rule("allow", source: Nets("10.1.0.0/16")),
        Rule("allow", source: InSets("s:ZPvIif8RJV_nGWwoRmWh6id") with { Nets = [Net("10.65.1.0/24")] }),
    ]) with
    { Id = new PolicyId("NetworkPolicy", "ns1", "p") }));

    [CorpusFact("felix")]
    public void Cluster_network_policies() => Check("072", golden =>
    {
        const string db = "s:NfPtXLdWjP5xxHM2kf1VsdD";
        NodePolicy admin = Global("adm",
        [
            Annotated("r0", Rule("deny", source: InSets("s:8WGVUxmV7CRZAUPnNf7d_fr"))),
            Annotated("r1", Rule("pass", "tcp", InSets(db), Ports(80))),
            Annotated("r1", Rule("pass", "udp", InSets(db), Ranges(new PortRange(100, 200)))),
        ]) with
        {
            Id = new PolicyId("KubernetesClusterNetworkPolicy", "", "adm"),
            Egress = [Annotated("e0", Rule("allow", destination: Nets("203.0.113.0/24", "198.51.100.0/24")))],
        };
        NodePolicy baseline = Global("base", Annotated("b0", Rule("deny", source: InSets("s:2dAotJA2sZ5pOhC_BaBuAFe")))) with
        {
            Id = new PolicyId("KubernetesClusterNetworkPolicy", "", "base"),
        };
        return Standard(
            golden,
            Tier("kube-admin", admin) with { DefaultAction = RuleAction.Pass },
            Tier("kube-baseline", baseline) with { DefaultAction = RuleAction.Pass }) with
        { Policies = [admin, baseline] };
    });

    [CorpusFact("felix")]
    public void Services() => Check("022", golden => WithPolicies(golden, Global("p", Rule("allow", source: InSets("svcnoport:rl4nm03adSeVo2W"))) with
    {
        Egress = [Rule("allow", destination: new RuleSide { Services = ["svc:8RzJPnPZ6ocHtZEN_Wt66"] })],
    }));

    [CorpusFact("felix")]
    public void Sets_that_overlap() => Check("023", golden => WithPolicies(golden, Global("p", Rule("allow", source: InSets("s:s54wPJZCilsMNYtYEkgKagE")))) with
    {
        Sets =
        [
            new NodeSet("s:s54wPJZCilsMNYtYEkgKagE", NodeSetKind.Nets,
                [.. new[] { "203.0.113.0/24", "203.0.113.128/25", "198.51.100.7", "2001:db8::/32", "0.0.0.0/0" }.Select(net => new NodeSetMember(Net(net)))]),
        ],
    });

    [CorpusFact("felix")]
    public void Families() => Check("024", golden => WithPolicies(golden, Global("p",
    [
        Rule("allow") with { Family = IpFamily.V4 },
        Rule("allow", source: Nets("fd00::/8")) with { Family = IpFamily.V6 },
        Rule("allow", source: Nets("10.1.0.0/16")),
        Rule("allow", source: Nets("fd00::/8")),
        Rule("allow", "tcp"),
    ])));

    [CorpusFact("felix")]
    public void Annotations() => Check("025", golden => WithPolicies(golden, Global("p",
        Rule("allow", "tcp", destination: UpTo(1, 16)) with { Annotations = [KeyValuePair.Create("reason", "it's \"fine\" $(x)")] })));

    [CorpusTheory("felix")]
    [InlineData("027", 2)]
    [InlineData("028", 7)]
    public void Groups(string name, int count) => Check(name, golden =>
        WithPolicies(golden, [.. Enumerable.Range(0, count).Select(i => Global($"p{i}", Rule("allow", "tcp", destination: Ports((ushort)(80 + i)))))]));

    [CorpusFact("felix")]
    public void Groups_by_direction() => Check("030", golden => WithPolicies(golden,
        Global("p0", Rule("allow")) with { Egress = [Rule("allow")] },
        Global("p1", Rule("allow")),
        Global("p2") with { Egress = [Rule("allow")] }));

    [CorpusFact("felix")]
    public void Tiers() => Check("034", golden =>
    {
        NodePolicy first = Global("t1.p", Rule("allow", "tcp"));
        NodePolicy second = Global("t2.p", Rule("next-tier", "udp"));
        NodePolicy third = Global("d", Rule("allow"));
        return Standard(golden, Tier("t1", first) with { DefaultAction = RuleAction.Pass }, Tier("t2", second), Tier("default", third)) with { Policies = [first, second, third] };
    });

    [CorpusFact("felix")]
    public void Profiles() => Check("036", golden =>
    {
        NodeState world = Standard(golden);
        return world with
        {
            Workloads = world.Workloads.Add(new NodeWorkload("cali0123456789a") { Profiles = ["prof-a", "prof-b"], Nets = [Net("10.65.0.9")] }),
            Profiles = world.Profiles.AddRange(
                new NodeProfile("prof-a", [Rule("deny", source: Nets("10.9.0.0/16")), Rule("allow", "tcp")], [Rule("allow")]),
                new NodeProfile("prof-b", [], [Rule("next-tier")])),
        };
    });

    [CorpusFact("felix")]
    public void Vxlan() => Check("042", golden => Standard(golden) with
    {
        Pools = [new NodePool(Net("10.65.0.0/16"), Masquerades: true, Ipip: false, Vxlan: true, IsForLoadBalancersOnly: false)],
        VxlanParents = [Address("192.168.0.1"), Address("192.168.0.2")],
        NodeAddresses = [Address("192.168.0.1"), Address("192.168.0.2")],
    });

    [CorpusTheory("felix")]
    [InlineData("044")]
    [InlineData("045")]
    [InlineData("046")]
    public void Translation_of_pools(string name) => Check(name, golden => Standard(golden) with
    {
        Pools = [new NodePool(Net("10.65.0.0/16"), Masquerades: true, Ipip: false, Vxlan: false, IsForLoadBalancersOnly: false)],
    });

    [CorpusFact("felix")]
    public void Host_endpoint() => Check("047", golden =>
    {
        NodePolicy normal = ForHosts("norm", Rule("allow", "tcp", destination: Ports(22))) with { Egress = [Rule("allow")] };
        NodePolicy forward = ForHosts("fwd", Rule("deny", source: Nets("10.9.0.0/16")));
        NodeState world = Standard(golden);
        return world with
        {
            Policies = [normal, forward],
            Profiles = world.Profiles.Add(new NodeProfile("projectcalico-default-allow", [Rule("allow")], [Rule("allow")])),
            Hosts =
            [
                new NodeHost("h1", "eth0")
                {
                    ExpectedAddresses = [Address("192.168.0.1")],
                    Profiles = ["projectcalico-default-allow"],
                    Tiers = [Tier("default", normal, forward)],
                    ForwardTiers = [Tier("default", forward)],
                },
            ],
        };
    });

    [CorpusFact("felix")]
    public void Untracked_policy() => Check("050", golden =>
    {
        NodePolicy policy = ForHosts("unt", Rule("allow", "udp", destination: Ports(53)), Rule("deny")) with { Egress = [Rule("allow")], IsUntracked = true };
        return Standard(golden) with
        {
            Policies = [policy],
            Hosts = [new NodeHost("h1", "eth0") { UntrackedTiers = [Tier("default", policy) with { DefaultAction = RuleAction.Pass }] }],
        };
    });

    [CorpusFact("felix")]
    public void Policy_before_translation() => Check("051", golden =>
    {
        NodePolicy policy = ForHosts("pre", Rule("allow", "tcp", destination: Ports(80)), Rule("deny")) with { IsPreDnat = true };
        return Standard(golden) with
        {
            Policies = [policy],
            Hosts = [new NodeHost("h1", "eth0") { PreDnatTiers = [Tier("default", policy) with { DefaultAction = RuleAction.Pass }] }],
        };
    });

    [CorpusFact("felix")]
    public void Many_host_endpoints() => Check("052", golden =>
    {
        NodePolicy policy = ForHosts("norm", Rule("allow"));
        string[] links = ["eth0", "eth1", "eth10", "bond0", "enp3s0"];
        return Standard(golden) with
        {
            Policies = [policy],
            Hosts = [.. links.Select((link, index) => new NodeHost($"h{index}", link) { Tiers = [Tier("default", policy)] })],
        };
    });

    [CorpusFact("felix")]
    public void Failsafe_ports() => Check("053", golden =>
    {
        NodePolicy policy = ForHosts("norm", Rule("deny"));
        return Standard(golden) with { Policies = [policy], Hosts = [new NodeHost("h1", "eth0") { Tiers = [Tier("default", policy)] }] };
    });

    [CorpusFact("felix")]
    public void Rejecting() => Check("057", golden => WithPolicies(golden, Global("p", Rule("deny", "tcp"))));

    [CorpusFact("felix")]
    public void Another_mask_of_marks() => Check("060", golden => WithPolicies(golden, Global("p",
        Rule("allow", source: Nets("10.1.0.0/16", "10.2.0.0/16"), destination: Nets("10.3.0.0/16", "10.4.0.0/16")))));

    [CorpusFact("felix")]
    public void Many_pods() => Check("061", golden =>
    {
        ImmutableArray<string> links =
        [
            .. golden.Text("nft", IpFamily.V4).Split('\n').Where(line => line.Contains("element ip calico filter-cali-to-wl-dispatch", StringComparison.Ordinal))
                .Select(line => line.Split(' ')[6]),
        ];
        return Standard(golden) with { Workloads = [.. links.Select(link => new NodeWorkload(link))] };
    });

    [CorpusFact("felix")]
    public void Floating_addresses() => Check("066", golden =>
    {
        NodeState world = Standard(golden);
        NodeWorkload pod = new(LinkBesideWeb(golden)) { FloatingAddresses = [new FloatingAddress(Address("203.0.113.9"), Address("10.65.0.78"))] };
        return world with { Workloads = world.Workloads.Add(pod) };
    });

    [CorpusFact("felix")]
    public void Service_loops() => Check("067", golden => Standard(golden) with { ServiceBlocks = [Net("198.51.100.0/24"), Net("10.96.0.0/12")] });

    [CorpusFact("felix")]
    public void Spoofed_sources() => Check("069", golden =>
    {
        NodeState world = Standard(golden);
        return world with { Workloads = world.Workloads.Add(new NodeWorkload(LinkBesideWeb(golden)) { SpoofedNets = [Net("192.0.2.0/24")] }) };
    });

    private static NodeRule Annotated(string name, NodeRule rule) => rule with { Annotations = [KeyValuePair.Create("name", name)] };

    private static string LinkBesideWeb(GoldenCase golden) => golden.Text("nft", IpFamily.V4).Split('\n')
        .Where(line => line.Contains("element ip calico filter-cali-to-wl-dispatch", StringComparison.Ordinal))
        .Select(line => line.Split(' ')[6]).Single(link => link != WebInterface);

    private static void Check(string name, Func<GoldenCase, NodeState> state)
    {
        GoldenCase golden = GoldenCase.Named(name);

        Assert.Equal("", Comparison.Difference(golden, state(golden)));
    }
}
