using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>The network of a cluster: nodes in subnets of 250, each with a block of 64 addresses, pods spread evenly.</summary>
internal static class NetworkShape
{
    private const int NodesPerSubnet = 250;
    private const int BlockSize = 26;

    public static ClusterNetwork Make(int nodes, int podsPerNode, EncapsulationMode vxlan) => new()
    {
        Nodes = [.. Enumerable.Range(0, nodes).Select(node => NodeOf(node, vxlan != EncapsulationMode.Never))],
        Pools = [new AddressPool("pods", IpPrefix.Of(PodAddress(0, 0), 8)) { Vxlan = vxlan, NatOutgoing = true }],
        Blocks = [.. Enumerable.Range(0, nodes).Select(node => new ClusterBlock(IpPrefix.Of(PodAddress(node, 0), BlockSize), NameOf(node)))],
        Pods = [.. from node in Enumerable.Range(0, nodes) from pod in Enumerable.Range(1, podsPerNode) select new ClusterPod("apps", $"pod-{node}-{pod}", NameOf(node), [PodAddress(node, pod)])],
        IsRouterPeered = true,
    };

    public static IpAddress PodAddress(int node, int pod) => IpAddress.V4((10u << 24) + ((uint)node << (32 - BlockSize)) + (uint)pod);

    private static ClusterNode NodeOf(int node, bool hasTunnel) => new(NameOf(node))
    {
        V4 = new InterfaceAddress(IpAddress.V4((172u << 24) + (16u << 16) + ((uint)(node / NodesPerSubnet) << 8) + (uint)(node % NodesPerSubnet) + 1), 24),
        VxlanTunnelV4 = hasTunnel ? PodAddress(node, 0) : null,
    };

    private static string NameOf(int node) => $"node-{node}";
}
