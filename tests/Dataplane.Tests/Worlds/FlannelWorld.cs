using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Canal;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>A cluster with Flannel between its nodes, built from a plan.</summary>
internal sealed class FlannelWorld : ClusterWorld
{
    private readonly bool _isCanal;

    private FlannelWorld(FlannelPlan plan, bool isCanal, Func<ClusterNetwork, FlannelConfig, PodNetwork> network)
    {
        (Plan, _isCanal) = (plan, isCanal);
        Cluster = new ClusterNetwork
        {
            Nodes = [.. plan.Layout.Subnets.Select((subnet, number) => new ClusterNode($"node-{number}")
            {
                V4 = Interface($"192.168.{subnet}.{number + 1}/24"),
                V6 = plan.IsDual ? Interface($"fd00:192:168:{subnet}::{number + 1}/64") : null,
                PodCidrs = [.. SubnetsOf(number)],
            })],
            Pods = [.. plan.Layout.Pods.Select((node, number) => new ClusterPod("world", $"pod-{number}", $"node-{node}", [.. SubnetsOf(node).Select(subnet => subnet.AddressAt((UInt128)(number + 2)))]))],
            IsRouterPeered = plan.Is("host-gw") || plan.Is("alloc"),
        };
        Network = network(Cluster, FlannelConfig.Read(
            $$"""{ "Network": "10.244.0.0/16", "EnableIPv6": {{(plan.IsDual ? "true" : "false")}}, "IPv6Network": "fd00:10:244::/48", "Backend": {{plan.Backend}} }""").Value!);
    }

    public FlannelPlan Plan { get; }

    public override ClusterNetwork Cluster { get; }

    public override PodNetwork Network { get; }

    // Canal has neither a bridge nor a blackhole for a node's subnet: what nobody has leaves by the default route.
    public override IEnumerable<IpPrefix> Ranges => _isCanal && Cluster.IsRouterPeered ? [] : [.. Cluster.Nodes.SelectMany(node => node.PodCidrs), Prefix("10.244.0.0/16")];

    public override int FurtherLosses => Plan.Is("udp") ? 2 : 0;

    public static FlannelWorld OfFlannel(FlannelPlan plan) => new(plan, false, (cluster, config) => FlannelNetwork.Of(cluster, config, plan.Masquerade).Value!);

    public static FlannelWorld OfCanal(FlannelPlan plan) => new(plan, true, (cluster, config) => CanalNetwork.Of(cluster, config, OpenFilter.Instance, plan.Masquerade).Value!);

    /// <inheritdoc/>
    public override bool IsTranslated(ClusterPod pod, ClusterNode node, IpFamily family) => node.Name != pod.Node;

    // Flannel leaves 50 octets for VXLAN in both families, and 70 are added to IPv6.
    public override int Excess(IpFamily family) => Plan.Is("vxlan") && family == IpFamily.V6 ? 20 : 0;

    public override string ToString() => Plan.ToString();

    private IEnumerable<IpPrefix> SubnetsOf(int node) => new[] { $"10.244.{node}.0/24", $"fd00:10:244:{node}::/64" }.Take(Plan.IsDual ? 2 : 1).Select(Prefix);
}
