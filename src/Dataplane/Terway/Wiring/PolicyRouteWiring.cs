using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Wiring;

/// <summary>Pairs of interfaces, and rules that send what pods send by the interface that owns their address (<see cref="TerwayDatapath.PolicyRoute"/>).</summary>
internal sealed class PolicyRouteWiring(ClusterNetwork cluster, Underlay underlay, TerwaySettings settings) : PairWiring(cluster, underlay)
{
    private const int ToPodPriority = 512;
    private const int SymmetricPriority = 600;
    private const int FromPodPriority = 2048;
    private const uint SymmetricMark = 0x10;

    public override IEnumerable<Route> Learned => [];

    public override uint MarkFrom(NetworkDevice device) => settings.IsSymmetric && device is UplinkDevice { Addresses.IsEmpty: false } ? SymmetricMark : 0;

    /// <summary>Packets to a pod ask the main table whatever their source; packets from one ask the table of the interface that owns its address.</summary>
    public override IEnumerable<RoutingRule> RulesOf(ClusterNode node, IEnumerable<ClusterPod> pods, RouteTable main)
    {
        if (settings.IsSymmetric)
        {
            yield return new RoutingRule(SymmetricPriority, RouteTable.Of(Underlay.RoutesOf(node).Where(route => route.Destination.Length == 0))) { Mark = SymmetricMark };
        }

        Dictionary<NodeEni, RouteTable> tables = node.Enis.ToDictionary(eni => eni, TableOf);
        foreach (ClusterPod pod in pods)
        {
            foreach (IpAddress address in pod.Addresses)
            {
                yield return new RoutingRule(ToPodPriority, main) { To = IpPrefix.Of(address) };
            }

            foreach ((IpAddress address, NodeEni owner) in OwnersOf(node, pod))
            {
                yield return new RoutingRule(FromPodPriority, tables[owner]) { From = IpPrefix.Of(address) };
            }
        }
    }

    private RouteTable TableOf(NodeEni eni) => RouteTable.Of([Underlay.DefaultBy(eni, eni.Name)]);
}
