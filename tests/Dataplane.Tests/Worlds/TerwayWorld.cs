using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>A cluster with Terway, built from a plan: the switches of interfaces with the same number are one.</summary>
internal sealed class TerwayWorld : ClusterWorld
{
    public TerwayWorld(TerwayPlan plan)
    {
        Plan = plan;
        ClusterPod[] pods = [.. plan.Layout.Pods.Select((node, number) => new ClusterPod("world", $"pod-{number}", $"node-{node}", [.. Families.Select(family => AddressOf(family, node, number))]))];
        Cluster = new ClusterNetwork
        {
            Nodes = [.. plan.Layout.Subnets.Select((subnet, number) => new ClusterNode($"node-{number}")
            {
                V4 = Interface($"192.168.{subnet}.{number + 1}/24"),
                V6 = plan.Layout.IsDual ? Interface($"fd00:192:168:{subnet}::{number + 1}/64") : null,
                PodCidrs = plan.HasEnis ? [] : [.. Families.Select(family => SubnetOf(family, number))],
                Enis =
                [
                    .. from eni in Enumerable.Range(1, plan.HasEnis ? plan.Enis : 0)
                       from family in Families
                       select EniOf(family, eni, pods.Where(pod => pod.Node == $"node-{number}")),
                ],
            })],
            Pods = [.. pods],
            Services = [ServiceOf(pods)],
            Proxy = new ProxySettings { PodRanges = [Prefix("172.16.0.0/16"), Prefix("10.244.0.0/16")] },
        };
        Network = NetworkWith(OpenFilter.Instance);
    }

    public TerwayPlan Plan { get; }

    public override ClusterNetwork Cluster { get; }

    public override PodNetwork Network { get; }

    // The routes of a VPC lead to a node for all of its subnet, and the node sends what no pod has back by its default route.
    public override IEnumerable<IpPrefix> Ranges => Cluster.Nodes.SelectMany(node => node.Enis).Select(eni => eni.Subnet);

    /// <summary>Whether packets between pods pass the stacks of their nodes, rather than only interfaces of those or not even them.</summary>
    public bool HasPairs => Plan.Settings.Datapath is TerwayDatapath.PolicyRoute or TerwayDatapath.VpcRoute;

    private IpFamily[] Families => Plan.Layout.IsDual ? [IpFamily.V4, IpFamily.V6] : [IpFamily.V4];

    /// <summary>The same network with other decisions where nodes filter.</summary>
    public PodNetwork NetworkWith(IPacketFilter filter) => TerwayNetwork.Of(Cluster, Plan.Settings, filter);

    public override bool IsTranslated(ClusterPod pod, ClusterNode node, IpFamily family) => false;

    public override IEnumerable<string> NodesBetween(ClusterPod source, ClusterPod destination) =>
        Plan.Settings.Datapath == TerwayDatapath.ExclusiveEni ? [] : base.NodesBetween(source, destination);

    public override string ToString() => Plan.ToString();

    private IpAddress AddressOf(IpFamily family, int node, int number) =>
        (Plan.HasEnis ? SwitchOf(family, 1 + (number % Plan.Enis)) : SubnetOf(family, node)).AddressAt((UInt128)(number + 2));

    private static NodeEni EniOf(IpFamily family, int number, IEnumerable<ClusterPod> pods) => new(family == IpFamily.V4 ? $"eth{number}" : $"eth{number}v6", SwitchOf(family, number))
    {
        Assigned = [.. pods.SelectMany(pod => pod.Addresses).Where(SwitchOf(family, number).Contains)],
    };

    private static ProxiedPort ServiceOf(IEnumerable<ClusterPod> pods) => new(new ServicePortName("world", "all", ""), Protocol.Tcp, World.Service.Address, World.Service.Port)
    {
        Backends = [.. pods.Select(pod => new ServiceBackend(pod.Addresses[0], World.Service.BackendPort) { Node = pod.Node })],
    };

    private static IpPrefix SwitchOf(IpFamily family, int number) => Prefix(family == IpFamily.V4 ? $"172.16.{number}.0/24" : $"fd00:172:16:{number}::/64");

    private static IpPrefix SubnetOf(IpFamily family, int node) => Prefix(family == IpFamily.V4 ? $"10.244.{node}.0/24" : $"fd00:10:244:{node}::/64");
}
