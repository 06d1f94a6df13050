using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Nodes of different subnets that Flannel joins by routes within a subnet.</summary>
internal static class FlannelAcrossSubnets
{
    public static IEnumerable<Complaint> Examine(Examination cluster)
    {
        if (cluster.View is not { Provider: NetworkProvider.Flannel or NetworkProvider.Canal, Cluster: { IsRouterPeered: false } network, Flannel: { Backend.Type: HostGatewayBackend.Name } flannel })
        {
            return [];
        }

        return from family in Families.Both
               where (family == IpFamily.V4 ? flannel.V4 : flannel.V6).Enabled
               from pair in Apart(network, family).Take(1)
               select new Complaint(
                   $"Node/{pair.To.Name}",
                   $"nodes `{pair.From.Name}` ({pair.From.Address(family)!.Value.Subnet}) and `{pair.To.Name}` ({pair.To.Address(family)!.Value.Subnet}) are in different subnets, and Flannel's `{HostGatewayBackend.Name}` gives nodes routes within a subnet alone",
                   LeaseGap.WrapPackets);
    }

    private static IEnumerable<(ClusterNode From, ClusterNode To)> Apart(ClusterNetwork cluster, IpFamily family)
    {
        ClusterNode[] nodes = [.. cluster.Nodes.Where(node => node.Address(family) is not null).DistinctBy(node => node.Address(family)!.Value.Subnet)];
        return nodes.Skip(1).Select(node => (nodes[0], node));
    }
}
