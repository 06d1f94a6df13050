using Dataplane.Tests.Walk;
using Kernel.Tests.Namespaces;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Kernel.Tests.Fabric;

public sealed class CalicoFabricTests
{
    [KernelFact]
    public void Ping_on_one_node() => NetworkThread.Run(() =>
    {
        var network = Network(Cluster(vxlan: EncapsulationMode.Always));
        using var lab = new FabricLab(network, ["n1", "n2", "n3", "shop/a", "shop/b", "shop/c", "shop/d", PodNetwork.Router, PodNetwork.Outside]);
        var comparison = new FabricComparison(network, lab);
        var walk = new PacketWalk(network);
        Assert.Null(comparison.Difference(walk.Send(Ping(A, C)), "shop/a", Ping(A, C)));
        Assert.Null(comparison.Difference(walk.Send(Ping(A, B)), "shop/a", Ping(A, B)));
        return 0;
    });
}
