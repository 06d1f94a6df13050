using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Topology;

/// <summary>Where nodes and the router between them are on the network, and which addresses they have there.</summary>
public sealed class UnderlayTests
{
    private static readonly ClusterNetwork s_cluster = Cluster(vxlan: EncapsulationMode.Always);

    [Theory]
    [InlineData("10.0.0.0/31", "10.0.0.1/31", "169.254.255.1")]
    [InlineData("10.0.0.0/31", null, "10.0.0.1")]
    [InlineData("10.0.0.1/30", "10.0.0.2/30", "169.254.255.1")]
    [InlineData("10.0.0.1/30", null, "10.0.0.2")]
    [InlineData("10.0.0.1/24", "10.0.0.254/24", "10.0.0.253")]
    [InlineData("10.0.0.1/32", null, "10.0.0.254")]
    [InlineData("fd00::/127", "fd00::1/127", "fe80::1")]
    [InlineData("fd00::1/64", null, "fd00::ffff:ffff:ffff:ffff")]
    public void The_router_has_the_highest_address_that_no_node_has_or_one_on_their_link(string one, string? other, string router)
    {
        ClusterNode[] nodes = [Node("a", one), .. other is null ? Array.Empty<ClusterNode>() : [Node("b", other)]];
        Underlay underlay = new(new ClusterNetwork { Nodes = [.. nodes] });

        Assert.Equal(Address(router), underlay.RoutesOf(nodes[0]).Single(route => route.Destination.Length == 0).Gateway);
    }

    [Fact]
    public void Two_nodes_that_have_all_addresses_of_their_subnet_reach_each_other()
    {
        ClusterNetwork cluster = s_cluster with { Nodes = [.. s_cluster.Nodes.Take(2).Select((node, number) => node with { V4 = Interface($"192.168.0.{number}/31") })] };

        Assert.Equal((WalkEnd.Delivered, "shop/b"), Ends(cluster, A, B));
        Assert.Equal((WalkEnd.Delivered, "shop/a"), Ends(cluster, B, A));
        Assert.Equal(WalkEnd.LeftCluster, Ends(cluster, A, Elsewhere).End);
    }

    [Fact]
    public void A_node_whose_address_is_that_of_Dockers_bridge_sends_and_does_not_receive()
    {
        ClusterNetwork cluster = Detected("172.17.0.1/16");

        Assert.Equal((WalkEnd.Delivered, "shop/a"), Ends(cluster, B, A));
        PacketTrace lost = new PacketWalk(Network(cluster)).Send(Ping(A, B));
        Assert.Equal((WalkEnd.LostOutside, PodNetwork.Outside), (lost.End, lost.Stack));
        Assert.Equal("`n2` has 172.17.0.1 on an interface that is not on the network between nodes; there it has 192.168.0.2", lost.Reason);
    }

    [Fact]
    public void An_address_on_a_subnet_of_its_own_is_that_of_another_interface() => Assert.Equal(WalkEnd.LostOutside, Ends(Detected("10.77.0.1/24"), A, B).End);

    [Fact]
    public void A_second_network_that_several_nodes_are_on_is_one_between_nodes()
    {
        ClusterNetwork cluster = s_cluster with
        {
            Nodes = [.. s_cluster.Nodes.Select((node, number) => node with { InternalAddresses = [node.V4!.Value.Address], V4 = Interface($"10.77.0.{number + 1}/24") })],
        };

        Assert.Equal((WalkEnd.Delivered, "shop/b"), Ends(cluster, A, B));
    }

    [Fact]
    public void A_subnet_of_its_own_is_on_the_network_where_every_node_has_one()
    {
        ClusterNetwork cluster = s_cluster with
        {
            Nodes = [.. s_cluster.Nodes.Take(2).Select((node, number) => node with { InternalAddresses = [Address($"172.30.0.{number + 1}")], V4 = Interface($"10.77.{number}.1/24") })],
        };

        Assert.Equal((WalkEnd.Delivered, "shop/b"), Ends(cluster, A, B));
        Assert.All(cluster.Nodes, node => Assert.Empty(new Wires(cluster).StrayOf(node)));
        Assert.All(cluster.Nodes.Take(1), node => Assert.Empty(new Wires(cluster with { Nodes = [node] }).StrayOf(node)));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("169.254.1.1")]
    [InlineData("fe80::1")]
    [InlineData("224.0.0.1")]
    [InlineData("ff02::1")]
    [InlineData("255.255.255.255")]
    [InlineData("10.244.200.1")]
    public void An_address_that_no_interface_between_machines_has_is_no_further_one_of_a_node(string address)
    {
        ClusterNode node = s_cluster.Nodes[0] with { InternalAddresses = [s_cluster.Nodes[0].V4!.Value.Address, Address(address)] };
        Wires wires = new(s_cluster with { Nodes = s_cluster.Nodes.SetItem(0, node) });

        Assert.Empty(wires.FurtherOf(node));
        Assert.Equal([Address(address)], wires.ForeignOf(node));
    }

    [Fact]
    public void An_address_of_a_pod_or_a_tunnel_is_no_further_one_of_a_node()
    {
        IpAddress tunnel = Address("10.99.0.1");
        ClusterNode node = s_cluster.Nodes[0] with { VxlanTunnelV4 = tunnel, InternalAddresses = [A, tunnel, Address("10.99.1.1"), Address("10.99.2.1")], PodCidrs = [IpPrefix.Of(tunnel, 24)] };
        Wires wires = new(s_cluster with { Nodes = s_cluster.Nodes.SetItem(0, node), Pools = [], Pods = [.. s_cluster.Pods, new ClusterPod("shop", "c", "n2", [Address("10.99.1.1")])] });

        Assert.Equal(["10.99.2.1"], wires.FurtherOf(node).Select(own => $"{own.Address}"), StringComparer.Ordinal);
        Assert.Equal([A, tunnel, Address("10.99.1.1")], wires.ForeignOf(node));
    }

    private static ClusterNetwork Detected(string address) => s_cluster with
    {
        Nodes = s_cluster.Nodes.SetItem(1, s_cluster.Nodes[1] with { V4 = Interface(address), InternalAddresses = [N2] }),
    };

    private static (WalkEnd End, string Stack) Ends(ClusterNetwork cluster, IpAddress from, IpAddress to) =>
        new PacketWalk(Network(cluster)).Send(Ping(from, to)) is var trace ? (trace.End, trace.Stack) : default;

    private static ClusterNode Node(string name, string address) => Interface(address) is var own && own.Address.Family == IpFamily.V4 ? new ClusterNode(name) { V4 = own } : new ClusterNode(name) { V6 = own };

    private static InterfaceAddress Interface(string text) => InterfaceAddress.TryParse(text, out InterfaceAddress address) ? address : throw new FormatException(text);
}
