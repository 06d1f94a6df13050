using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Benchmarks.Quick;

/// <summary>The network of 5,000 nodes and 100,000 pods: building it, every node's stack, and walks through it.</summary>
internal static class NetworkRun
{
    private const int Nodes = 5_000;
    private const int PodsPerNode = 20;
    private const int Walks = 1_000;

    public static void Run()
    {
        ClusterNetwork cluster = NetworkShape.Make(Nodes, PodsPerNode, EncapsulationMode.Always);
        CalicoNetwork? network = null;
        Measure.Time($"network of {Nodes} nodes, {Nodes * PodsPerNode} pods", 3, 1, () => network = new CalicoNetwork(cluster, CalicoSettings.Default, OpenFilter.Instance));
        Measure.Time("its nodes' stacks", 1, 1, () =>
        {
            foreach (ClusterNode node in cluster.Nodes)
            {
                network!.Stack(node.Name);
            }
        });
        Packet[] packets = [.. Enumerable.Range(0, Walks).Select(PacketOf)];
        Measure.Time("walk between nodes, first time", 1, Walks, () => WalkAll(network!, packets));
        Measure.Time("walk between nodes", 20, Walks, () => WalkAll(network!, packets));
    }

    private static void WalkAll(CalicoNetwork network, Packet[] packets)
    {
        foreach (Packet packet in packets)
        {
            if (!new PacketWalk(network).Send(packet).IsDelivered)
            {
                throw new InvalidOperationException($"{packet} was not delivered");
            }
        }
    }

    private static Packet PacketOf(int number) => new(
        NetworkShape.PodAddress(number * 3571 % Nodes, 1 + (number % PodsPerNode)),
        NetworkShape.PodAddress(((number * 2687) + 1) % Nodes, 1 + (number * 7 % PodsPerNode)),
        TrafficPoint.Ports(Protocol.Tcp, 80, 40000));
}
