using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using Property = TestKit.Property;

namespace Dataplane.Tests.Bgp;

/// <summary>The invariants of BGP: meshes, reflectors, what is told to whom, and what an outage leaves.</summary>
public sealed class BgpInvariantTests
{
    private static readonly BgpTimers s_timers = new(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(120));

    [Fact]
    public void R15_each_class_of_pools_has_exactly_one_installer() => Property.Holds(
        Arb.From(from felix in Gen.Elements(Enum.GetValues<ClusterRoutes>()) from mode in Gen.Choose(0, 2) select (felix, mode)),
        value =>
        {
            // The settings of the two agents complement each other: what Felix leaves, BIRD takes.
            CalicoSettings settings = CalicoSettings.Default with { FelixRoutes = value.felix, BirdRoutes = ClusterRoutes.Both & ~value.felix };
            AddressPool pool = new AddressPool("pods", Walk.TwoNodes.Prefix("10.244.0.0/16")) with
            {
                Ipip = value.mode == 1 ? EncapsulationMode.Always : EncapsulationMode.Never,
                Vxlan = value.mode == 2 ? EncapsulationMode.Always : EncapsulationMode.Never,
            };
            ClusterNetwork cluster = Walk.TwoNodes.Cluster(pool.Ipip, pool.Vxlan) with { Pools = [pool] };
            CalicoNetwork network = Walk.TwoNodes.Network(cluster, settings);
            Assert.All(cluster.Nodes, node => Assert.All(
                cluster.Blocks,
                block => Assert.Single(network.Stack(node.Name)!.Rules.SelectMany(rule => rule.Table.All), route => route.Destination == block.Cidr)));
        });

    [Fact]
    public void R16_a_node_announces_its_own_blocks_borrowed_addresses_pods_on_their_way_and_services() => Property.Holds(
        Arb.From(from metric in Gen.Elements(512, 1024) from quiet in Gen.Elements(true, false) from ordinal in Gen.Choose(0, 127) select (metric, quiet, ordinal)),
        value =>
        {
            ClusterNetwork cluster = Walk.TwoNodes.Cluster() with
            {
                Pools = [new AddressPool("pods", Walk.TwoNodes.Prefix("10.244.0.0/16")) { DisableBgpExport = value.quiet }],
                Bgp = BgpConfiguration.Default with { ServiceClusterIps = [Walk.TwoNodes.Prefix("10.96.0.0/12")] },
            };
            BirdExport export = new(cluster);
            IpAddress address = IpAddress.V4(0x0AF4_0100 + (uint)value.ordinal);
            bool isOwn = value.ordinal < 64;

            Assert.Equal(!value.quiet, export.Announces("n1", Walk.TwoNodes.Prefix("10.244.1.0/26"), 1024));
            Assert.Equal(!value.quiet && (!isOwn || value.metric < 1024), export.Announces("n1", IpPrefix.Of(address), value.metric));
            Assert.True(export.Announces("n1", Walk.TwoNodes.Prefix("10.96.0.0/12"), 0));
            Assert.False(export.Announces("n1", Walk.TwoNodes.Prefix("172.16.0.0/16"), 0));
        });

    [Fact]
    public void R17_a_mesh_has_one_session_for_each_pair_and_one_active_side() => Holds((cluster, sessions) =>
    {
        if (cluster.BgpPeers.IsEmpty)
        {
            (string, string)[] active = [.. cluster.Nodes.SelectMany(node => sessions.Of(node.Name)).Where(session => !session.IsPassive).Select(session => (session.Node, session.Peer!))];
            Assert.Equal(cluster.Nodes.Length * (cluster.Nodes.Length - 1) / 2, active.Length);
            Assert.DoesNotContain(active, pair => active.Contains((pair.Item2, pair.Item1)));
        }
    });

    [Fact]
    public void R18_through_reflectors_every_node_hears_every_other_and_next_hops_stay() => Holds((cluster, sessions) =>
    {
        BgpReach reach = new(sessions);
        Assert.All(cluster.Nodes, node => Assert.All(cluster.Nodes.Where(other => other != node), other => Assert.True(reach.Hears(node.Name, other.Name), $"{node.Name} does not hear {other.Name}")));
        CalicoNetwork network = new(cluster, CalicoSettings.Default, OpenFilter.Instance);
        Assert.All(cluster.Nodes, node => Assert.All(cluster.Blocks.Where(block => block.Node != node.Name), block =>
            Assert.Equal(cluster.Nodes.Single(owner => owner.Name == block.Node).V4!.Value.Address, network.Stack(node.Name)!.Lookup(null, block.Cidr.First)!.Gateway)));
    });

    [Fact]
    public void R19_without_a_reflector_nothing_learned_within_the_AS_is_told_on() => Holds((cluster, _) =>
    {
        ClusterNetwork star = cluster with
        {
            Nodes = [.. cluster.Nodes.Select(node => node with { RouteReflectorClusterId = null })],
            Bgp = BgpConfiguration.Default with { NodeToNodeMeshEnabled = false },
            BgpPeers = [new BgpPeer("hub") { PeerSelector = Selector.Parse("role == 'hub'") }],
        };
        BgpReach reach = new(new BgpSessions(star, IpFamily.V4));
        ClusterNode[] hubs = [.. star.Nodes.Where(IsHub)];
        foreach (ClusterNode spoke in star.Nodes.Where(node => !IsHub(node)))
        {
            Assert.All(star.Nodes.Where(other => other != spoke), other => Assert.Equal(hubs.Contains(other), reach.Hears(spoke.Name, other.Name)));
        }
    });

    [Fact]
    public void F5_routes_outlive_the_only_reflector_for_the_restart_time_and_come_back_with_it() => Holds((cluster, _) =>
    {
        if (cluster.BgpPeers.IsEmpty || cluster.Nodes.Count(IsHub) != 1)
        {
            return;
        }

        string hub = cluster.Nodes.Single(IsHub).Name;
        string[] clients = [.. cluster.Nodes.Select(node => node.Name).Where(node => node != hub)];
        BgpOutage crashed = BgpOutage.None(cluster, IpFamily.V4, s_timers).After(hub, BgpEvent.Crash);
        Assert.True(AllHear(crashed.Advance(s_timers.RestartTime!.Value - TimeSpan.FromSeconds(1)), clients));
        BgpOutage later = crashed.Advance(s_timers.RestartTime.Value);
        Assert.All(clients, client => Assert.DoesNotContain(clients, other => later.Hears(client, other)));
        Assert.True(AllHear(later.After(hub, BgpEvent.Recovery), clients));
    });

    [Fact]
    public void F6_the_loss_of_all_but_one_of_the_reflectors_changes_no_route() => Holds((cluster, _) =>
    {
        string[] hubs = [.. cluster.Nodes.Where(IsHub).Select(node => node.Name)];
        if (cluster.BgpPeers.IsEmpty || hubs.Length < 2)
        {
            return;
        }

        BgpOutage outage = hubs[1..].Aggregate(BgpOutage.None(cluster, IpFamily.V4, s_timers), (state, hub) => state.After(hub, BgpEvent.Shutdown)).Advance(TimeSpan.FromHours(1));
        Assert.True(AllHear(outage, [.. cluster.Nodes.Select(node => node.Name).Except(hubs, StringComparer.Ordinal)]));
    });

    [Fact]
    public void F7_parts_of_a_divided_cluster_keep_their_own_routes_and_lose_the_others_after_the_hold_time() => Holds((cluster, _) =>
    {
        if (!cluster.BgpPeers.IsEmpty)
        {
            return;
        }

        string[] some = [.. cluster.Nodes.Select(node => node.Name).Where((_, number) => number % 2 == 0)];
        string[] others = [.. cluster.Nodes.Select(node => node.Name).Except(some, StringComparer.Ordinal)];
        BgpOutage divided = BgpOutage.None(cluster, IpFamily.V4, s_timers).Between(some, others, BgpEvent.Silence);
        Assert.True(AllHear(divided.Advance(s_timers.HoldTime - TimeSpan.FromSeconds(1)), [.. some, .. others]));
        BgpOutage later = divided.Advance(s_timers.HoldTime);
        Assert.True(AllHear(later, some) && AllHear(later, others));
        Assert.All(some, one => Assert.DoesNotContain(others, other => later.Hears(one, other) || later.Hears(other, one)));
        Assert.True(AllHear(later.Between(some, others, BgpEvent.Recovery), [.. some, .. others]));
    });

    private static bool AllHear(BgpOutage outage, string[] nodes) => Array.TrueForAll(nodes, one => Array.TrueForAll(nodes, other => one == other || outage.Hears(one, other)));

    private static bool IsHub(ClusterNode node) => node.Labels.TryGetValue("role", out string? role) && role == "hub";

    /// <summary>Clusters of two to nine nodes: a mesh, or reflectors of one or of several clusters that are peers of all.</summary>
    private static void Holds(Action<ClusterNetwork, BgpSessions> law) => Property.Holds(
        Arb.From(
            from nodes in Gen.Choose(2, 9)
            from hubs in Gen.Choose(0, Math.Min(3, nodes - 1))
            from isOneCluster in Gen.Elements(true, false)
            select Build(nodes, hubs, isOneCluster)),
        cluster => law(cluster, new BgpSessions(cluster, IpFamily.V4)));

    private static ClusterNetwork Build(int nodes, int hubs, bool isOneCluster) => new()
    {
        Nodes = [.. Enumerable.Range(1, nodes).Select(number => new ClusterNode(string.Create(CultureInfo.InvariantCulture, $"node-{number}"))
        {
            V4 = new InterfaceAddress(IpAddress.V4(0xC0A8_0000 + (uint)number), 24),
            RouteReflectorClusterId = number <= hubs ? IpAddress.V4(isOneCluster ? 1u : (uint)number) : null,
            Labels = LabelSet.Create([KeyValuePair.Create("role", number <= hubs || (hubs == 0 && number == 1) ? "hub" : "spoke")]),
        })],
        Pools = [new AddressPool("pods", Walk.TwoNodes.Prefix("10.244.0.0/16"))],
        Blocks = [.. Enumerable.Range(1, nodes).Select(number => new ClusterBlock(IpPrefix.Of(IpAddress.V4(0x0AF4_0000 + ((uint)number << 6)), 26), string.Create(CultureInfo.InvariantCulture, $"node-{number}")))],
        BgpPeers = hubs == 0 ? [] : [new BgpPeer("reflectors") { PeerSelector = Selector.Parse("role == 'hub'") }],
        Bgp = BgpConfiguration.Default with { NodeToNodeMeshEnabled = hubs == 0 },
    };
}
