using Dataplane.Tests.Walk;
using Kernel.Tests.Namespaces;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Kernel.Tests.Fabric;

/// <summary>The laboratory itself: it tells another way from the right one, and shows both.</summary>
public sealed class FabricLabTests
{
    private static readonly string[] s_stacks = ["n1", "n2", "n3", "shop/a", "shop/b", "shop/c", "shop/d", PodNetwork.Router, PodNetwork.Outside];

    [FabricFact]
    public void Another_way_is_noticed_and_both_are_told()
    {
        string difference = NetworkThread.Run(() =>
        {
            PodNetwork wrapped = Network(Cluster(vxlan: EncapsulationMode.Always));
            using var lab = new FabricLab(wrapped, s_stacks);
            PacketTrace plain = new PacketWalk(Network(Cluster())).Send(Ping(A, B));
            return new FabricComparison(wrapped, lab).Difference(plain, "shop/a", Ping(A, B))!;
        });

        Assert.Contains("the model: Delivered at shop/b", difference, StringComparison.Ordinal);
        Assert.Equal(2, difference.Split('\n').Count(line => line.Contains("vxlan.calico", StringComparison.Ordinal)));
    }

    [FabricFact]
    public void One_octet_or_one_hop_more_is_noticed() => NetworkThread.Run(() =>
    {
        PodNetwork network = Network(Cluster());
        using var lab = new FabricLab(network, s_stacks);
        var comparison = new FabricComparison(network, lab);
        PacketTrace Walk(Packet packet) => new PacketWalk(network).Send(packet);

        Assert.Null(comparison.Difference(Walk(Ping(A, B)), "shop/a", Ping(A, B)));
        Assert.NotNull(comparison.Difference(Walk(Ping(A, B)), "shop/a", Ping(A, B, payload: 57)));
        Assert.NotNull(comparison.Difference(Walk(Ping(A, B)), "shop/a", Ping(A, B) with { TimeToLive = 63 }));
        Assert.NotNull(comparison.Difference(Walk(Ping(A, B)), "shop/c", Ping(A, B)));
        return 0;
    });

    [FabricFact]
    public void Nothing_is_left_behind_even_where_building_fails()
    {
        string[] before = Directory.GetDirectories("/sys/class/net");

        Assert.Throws<NotSupportedException>(() => NetworkThread.Run(() =>
        {
            using var lab = new FabricLab(Network(Cluster(ipip: EncapsulationMode.Always)), s_stacks);
            return 0;
        }));

        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetDirectories("/sys/class/net").Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
