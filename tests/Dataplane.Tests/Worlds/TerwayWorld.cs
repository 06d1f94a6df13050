using PolicyEngine.Dataplane;
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
        ClusterPod[] pods = [.. plan.Layout.Pods.Select((node, number) => new ClusterPod("world", $"pod-{number}", $"node-{node}", [AddressOf(node, number)]))];
        Cluster = new ClusterNetwork
        {
            Nodes = [.. plan.Layout.Subnets.Select((subnet, number) => new ClusterNode($"node-{number}")
            {
                V4 = Interface($"192.168.{subnet}.{number + 1}/24"),
                PodCidrs = plan.HasEnis ? [] : [Prefix($"10.244.{number}.0/24")],
                Enis = [.. Enumerable.Range(1, plan.HasEnis ? plan.Enis : 0).Select(eni => EniOf(eni, pods.Where(pod => pod.Node == $"node-{number}")))],
            })],
            Pods = [.. pods],
        };
        Network = plan.HasEnis ? TerwayNetwork.OfPolicyRoutes(Cluster, OpenFilter.Instance) : TerwayNetwork.OfVpcRoutes(Cluster, OpenFilter.Instance);
    }

    public TerwayPlan Plan { get; }

    public override ClusterNetwork Cluster { get; }

    public override PodNetwork Network { get; }

    // The routes of a VPC lead to a node for all of its subnet, and the node sends what no pod has back by its default route.
    public override IEnumerable<IpPrefix> Ranges => Cluster.Nodes.SelectMany(node => node.Enis).Select(eni => eni.Subnet);

    public override bool IsTranslated(ClusterPod pod, ClusterNode node, IpFamily family) => false;

    public override string ToString() => Plan.ToString();

    private IpAddress AddressOf(int node, int number) =>
        (Plan.HasEnis ? SwitchOf(1 + (number % Plan.Enis)) : Prefix($"10.244.{node}.0/24")).AddressAt((UInt128)(number + 2));

    private static NodeEni EniOf(int number, IEnumerable<ClusterPod> pods) => new($"eth{number}", SwitchOf(number))
    {
        Assigned = [.. pods.SelectMany(pod => pod.Addresses).Where(SwitchOf(number).Contains)],
    };

    private static IpPrefix SwitchOf(int number) => Prefix($"172.16.{number}.0/24");
}
