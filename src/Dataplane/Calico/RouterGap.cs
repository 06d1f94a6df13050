using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>Why a packet to a pod came to the router between the nodes, and why that does not know the pod.</summary>
internal sealed class RouterGap(ClusterNetwork cluster, DestinationTable table, ClusterBgp bgp)
{
    /// <summary>The sentence.</summary>
    /// <param name="from">The node whose routes led there; null where the packet comes from outside.</param>
    /// <param name="destination">The pod's address.</param>
    public string Of(ClusterNode? from, IpAddress destination)
    {
        AddressPool? pool = cluster.Pools.FirstOrDefault(pool => pool.Cidr.Contains(destination));
        if (OwnerOf(destination) is not { } owner)
        {
            return $"{destination} is in pool `{pool?.Name}`, and no node has it";
        }

        string why = bgp.Outward(destination.Family).HasPeers
            ? $"the BGP peers outside the cluster are not told of it{(pool?.DisableBgpExport == true ? $": pool `{pool.Name}` has `disableBGPExport`" : "")}"
            : $"no BGP peer outside the cluster: the router does not know that `{owner.Name}` has {destination}";
        return Way(from, owner, pool, destination.Family) is { } way ? $"{way}, and {why}" : why;
    }

    private static string? Way(ClusterNode? from, ClusterNode owner, AddressPool? pool, IpFamily family)
    {
        if (from is null || from == owner)
        {
            return null;
        }

        bool isWrapped = pool is not null && (pool.Ipip != EncapsulationMode.Never || pool.Vxlan != EncapsulationMode.Never);
        return isWrapped || from.Address(family)?.Subnet.Contains(owner.Address(family)?.Address ?? default) == true
            ? $"`{from.Name}` has no route to the pods of `{owner.Name}`"
            : $"no encapsulation between `{from.Name}` and `{owner.Name}`, which are in different subnets";
    }

    private ClusterNode? OwnerOf(IpAddress destination)
    {
        List<KeyValuePair<IpPrefix, Destination>> path = [];
        table.CopyPath(IpPrefix.Of(destination), path);
        return path.Select(entry => entry.Value.BlockNode ?? entry.Value.Users.Select(user => user.Node).FirstOrDefault()).LastOrDefault(node => node is not null) is { } name
            ? table.Nodes.GetValueOrDefault(name)
            : null;
    }
}
