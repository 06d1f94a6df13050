using System.Globalization;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Bgp;

/// <summary>Which sessions work, and whose routes are heard by them.</summary>
public sealed class BgpReachTests
{
    private static readonly BgpConfiguration s_noMesh = BgpConfiguration.Default with { NodeToNodeMeshEnabled = false };
    private static readonly Selector s_all = Selector.Parse("all()");

    [Theory]
    [InlineData(65002u, 65001u, true)]
    [InlineData(64999u, 65001u, false)]
    [InlineData(65002u, 64998u, false)]
    public void A_session_works_where_each_end_expects_the_AS_of_the_other(uint expectedThere, uint expectedHere, bool works)
    {
        ClusterNetwork cluster = Pair(
            new BgpPeer("there") { Node = "n1", PeerIp = Address("10.0.0.2"), AsNumber = expectedThere },
            new BgpPeer("here") { Node = "n2", PeerIp = Address("10.0.0.1"), AsNumber = expectedHere });

        Assert.Equal(works, Hears(cluster, "n1", "n2"));
    }

    [Fact]
    public void A_node_may_give_itself_another_AS_towards_a_peer()
    {
        BgpPeer there = new("there") { Node = "n1", PeerIp = Address("10.0.0.2"), AsNumber = 65002, LocalAs = 64998 };
        BgpPeer here = new("here") { Node = "n2", PeerIp = Address("10.0.0.1"), AsNumber = 64998 };

        Assert.True(Hears(Pair(there, here), "n2", "n1"));
        Assert.False(Hears(Pair(there with { LocalAs = null }, here), "n2", "n1"));
    }

    [Fact]
    public void A_session_that_one_end_alone_wants_does_not_work() =>
        Assert.False(Hears(Pair(new BgpPeer("there") { Node = "n1", PeerIp = Address("10.0.0.2"), AsNumber = 65002 }), "n1", "n2"));

    [Theory]
    [InlineData(null, true)]
    [InlineData((byte)2, true)]
    [InlineData((byte)1, false)]
    public void A_peer_of_another_subnet_is_two_hops_away(byte? most, bool works)
    {
        ClusterNetwork cluster = Nodes(3) with { Bgp = s_noMesh, BgpPeers = [new BgpPeer("all") { PeerSelector = s_all, TtlSecurityHops = most }] };
        cluster = cluster with { Nodes = cluster.Nodes.SetItem(1, cluster.Nodes[1] with { V4 = Interface(2, 1) }) };

        Assert.True(Hears(cluster, "n1", "n3"));
        Assert.Equal(works, Hears(cluster, "n1", "n2"));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_route_that_left_an_AS_does_not_come_back_to_it_unless_that_is_allowed(int allowed, bool hears)
    {
        ClusterNetwork cluster = Nodes(3) with { Bgp = s_noMesh, BgpPeers = [new BgpPeer("middle") { PeerSelector = Selector.Parse("name == 'n2'"), NumAllowedLocalAsNumbers = allowed }] };
        cluster = cluster with { Nodes = cluster.Nodes.SetItem(1, cluster.Nodes[1] with { AsNumber = 65002 }) };

        Assert.Equal((true, hears), (Hears(cluster, "n1", "n2"), Hears(cluster, "n1", "n3")));
    }

    [Fact]
    public void Routes_of_a_speaker_that_died_are_kept_for_as_long_as_it_said()
    {
        ClusterNetwork cluster = Nodes(2) with { Bgp = s_noMesh, BgpPeers = [new BgpPeer("all") { PeerSelector = s_all, MaxRestartTime = TimeSpan.FromSeconds(30) }] };
        BgpOutage died = BgpOutage.None(cluster, IpFamily.V4, BgpTimers.Default).After("n2", BgpEvent.Crash);

        Assert.True(died.Advance(TimeSpan.FromSeconds(29)).Hears("n1", "n2"));
        Assert.False(died.Advance(TimeSpan.FromSeconds(30)).Hears("n1", "n2"));
    }

    [Fact]
    public void A_mesh_of_many_nodes_with_a_peer_outside_is_known_at_once() =>
        InTime(Nodes(5000) with { BgpPeers = [new BgpPeer("tor") { PeerIp = Address("192.0.2.1"), AsNumber = 64000 }] });

    [Fact]
    public void Many_nodes_that_all_select_one_another_are_known_at_once() =>
        InTime(Nodes(3000) with { Bgp = s_noMesh, BgpPeers = [new BgpPeer("all") { PeerSelector = s_all }] });

    [Fact]
    public void Many_clients_of_reflectors_are_known_at_once()
    {
        ClusterNetwork cluster = Nodes(3000);
        InTime(cluster with
        {
            Nodes = [.. cluster.Nodes.Select((node, number) => number < 3 ? node with { RouteReflectorClusterId = IpAddress.V4(1), Labels = LabelSet.Create([KeyValuePair.Create("rr", "y")]) } : node)],
            Bgp = s_noMesh,
            BgpPeers = [new BgpPeer("reflectors") { PeerSelector = Selector.Parse("rr == 'y'") }],
        });
    }

    private static void InTime(ClusterNetwork cluster)
    {
        BgpSessions sessions = new(cluster, IpFamily.V4);
        int asked = 0;
        BgpReach reach = new(sessions, (_, _) => ++asked > 0);
        string last = cluster.Nodes[^1].Name;

        Assert.True(reach.Hears(last, "n1") && reach.Hears(last, "n2"));
        Assert.True(asked <= 4 * cluster.Nodes.Length, $"{asked} sessions were looked at");
    }

    private static bool Hears(ClusterNetwork cluster, string node, string origin) => new BgpReach(new BgpSessions(cluster, IpFamily.V4)).Hears(node, origin);

    private static ClusterNetwork Pair(params BgpPeer[] peers)
    {
        ClusterNetwork cluster = Nodes(2);
        return cluster with { Nodes = [cluster.Nodes[0] with { AsNumber = 65001 }, cluster.Nodes[1] with { AsNumber = 65002 }], Bgp = s_noMesh, BgpPeers = [.. peers] };
    }

    private static ClusterNetwork Nodes(int count) => new()
    {
        Nodes = [.. Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"n{number}")).Select((name, place) => new ClusterNode(name)
        {
            V4 = Interface(place + 1, 0),
            Labels = LabelSet.Create([KeyValuePair.Create("name", name)]),
        })],
    };

    private static InterfaceAddress Interface(int host, uint subnet) => new(IpAddress.V4(0x0A00_0000 + (subnet << 16) + (uint)host), 16);
}
