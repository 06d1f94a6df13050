using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk;

/// <summary>Calico's encryption between nodes: it stands before the pools' encapsulation, where both ends have a key.</summary>
public sealed class CalicoWireguardTests
{
    [Theory]
    [InlineData(true, EncapsulationKind.Wireguard)]
    [InlineData(false, EncapsulationKind.Vxlan)]
    public void Both_ends_need_a_key_and_the_answer_comes_the_same_way(bool hasKey, EncapsulationKind expected)
    {
        ClusterNetwork cluster = Cluster(vxlan: EncapsulationMode.Always);
        cluster = cluster with { Nodes = [.. cluster.Nodes.Select(node => node.Name == "n1" || hasKey ? node with { WireguardKeyV4 = node.Name } : node)] };
        PacketWalk walk = new(Network(cluster, CalicoSettings.Default with { WireguardEnabled = true }));

        PacketTrace there = walk.Send(Ping(A, B));

        Assert.Equal((WalkEnd.Delivered, "shop/b", 62), (there.End, there.Stack, there.Packet.TimeToLive));
        Assert.Equal(expected, Assert.Single(there.Steps.OfType<EncapsulatedStep>()).Packet.Inner!.Kind);
        Assert.Equal((WalkEnd.Delivered, "shop/a"), walk.Reply(there) is var back ? (back.End, back.Stack) : default);
    }

    [Theory]
    [InlineData(true, false, 1440)]
    [InlineData(false, true, 1420)]
    [InlineData(true, true, 1420)]
    public void Pods_leave_sixty_octets_for_encryption_and_eighty_where_IPv6_is_encrypted(bool v4, bool v6, int mtu) =>
        Assert.Equal(mtu, Network(Cluster(), CalicoSettings.Default with { WireguardEnabled = v4, WireguardEnabledV6 = v6 }).Stack("shop/a")!.Devices.Min(device => device.Mtu));

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void What_nodes_send_to_one_another_is_encrypted_where_the_settings_ask_for_it(bool encryptsHosts, int times)
    {
        ClusterNetwork cluster = Cluster();
        cluster = cluster with { Nodes = [.. cluster.Nodes.Select(node => node with { WireguardKeyV4 = node.Name })] };
        PacketWalk walk = new(Network(cluster, CalicoSettings.Default with { WireguardEnabled = true, WireguardEncryptsHosts = encryptsHosts, WireguardPort = 51900 }));

        PacketTrace trace = walk.Send(Ping(N1, N2));

        Assert.Equal((WalkEnd.Delivered, "n2"), (trace.End, trace.Stack));
        EncapsulatedStep[] wrapped = [.. trace.Steps.OfType<EncapsulatedStep>()];
        Assert.Equal(times, wrapped.Length);
        Assert.All(wrapped, step => Assert.Equal(51900, step.Packet.Traffic.Major));
        Assert.Equal((WalkEnd.Delivered, "n1"), walk.Reply(trace) is var back ? (back.End, back.Stack) : default);
    }
}
