using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico;

/// <summary>Why a packet to a pod came to the router between the nodes, and why that does not know the pod.</summary>
internal sealed class RouterGap(ClusterNetwork cluster, DestinationTable table, ClusterBgp bgp)
{
    private const string Claim = "compare with `calicoctl ipam check`, and let the node claim the block or release it";

    private const string TellRouter = "create a BGPPeer with the router's address for nodes of every subnet, or let the pool wrap packets between subnets";

    /// <summary>The reason and what helps.</summary>
    /// <param name="from">The node whose route led there; null where the packet comes from outside.</param>
    /// <param name="destination">The pod's address.</param>
    public Loss Of(ClusterNode? from, IpAddress destination)
    {
        AddressPool? pool = cluster.Pools.FirstOrDefault(pool => pool.Cidr.Contains(destination));
        if (OwnerOf(destination) is not { } owner)
        {
            return Lost($"{destination} is in pool `{pool?.Name}`, and no node has it", ClusterPodNetwork.UseAddress);
        }

        string why = bgp.Outward(destination.Family).HasPeers
            ? $"the BGP peers outside the cluster are not told of it{(pool?.DisableBgpExport == true ? $": pool `{pool.Name}` has `disableBGPExport`" : "")}"
            : $"no BGP peer outside the cluster: the router does not know that `{owner.Name}` has {destination}";
        return from is null ? Lost(why, FromOutside(pool))
            : UnclaimedBlock(owner, pool, destination) is { } block ? Lost($"`{owner.Name}` has not confirmed its claim to block {block}, and announces no route to the whole of it", Claim)
            : from == owner ? Lost(why, TellRouter)
            : IsSentByTunnelOrLink(from, owner, pool, destination.Family) ? BetweenNodes(from, owner, pool, destination.Family)
            : Lost($"no encapsulation between `{from.Name}` and `{owner.Name}`, which are in different subnets, and {why}", TellRouter);
    }

    /// <summary>The block of an address to which BGP would lead if its node had it; null where it has, or tells of the pod itself.</summary>
    private IpPrefix? UnclaimedBlock(ClusterNode owner, AddressPool? pool, IpAddress destination) =>
        pool is { Vxlan: not EncapsulationMode.Never } || (pool?.Disabled != true && cluster.Pods.Any(pod => pod.Addresses.Contains(destination)))
            ? null
            : cluster.Blocks.FirstOrDefault(block => !block.IsConfirmed && block.Node == owner.Name && block.Cidr.Contains(destination))?.Cidr;

    private Loss BetweenNodes(ClusterNode from, ClusterNode owner, AddressPool? pool, IpFamily family)
    {
        string what = $"`{from.Name}` has no route to the pods of `{owner.Name}`";
        return pool is { DisableBgpExport: true, Vxlan: EncapsulationMode.Never } ? Lost($"{what}: pool `{pool.Name}` has `disableBGPExport`", "leave `disableBGPExport` out of the pool")
            : pool?.Vxlan is null or EncapsulationMode.Never && bgp.WhyDeaf(from, owner, family) is { } deaf ? Lost($"{what}: {deaf.Reason}", deaf.Remedy)
            : Lost(what, "see that both nodes have what tunnels need: their addresses, and agents that install routes");
    }

    private static string FromOutside(AddressPool? pool) =>
        ClusterPodNetwork.UseService + (pool is { NatOutgoing: false } ? $"; for answers to its pods set `natOutgoing` of pool `{pool.Name}`" : "");

    private static bool IsSentByTunnelOrLink(ClusterNode from, ClusterNode owner, AddressPool? pool, IpFamily family) =>
        (pool is not null && (pool.Ipip != EncapsulationMode.Never || pool.Vxlan != EncapsulationMode.Never))
        || from.Address(family)?.Subnet.Contains(owner.Address(family)?.Address ?? default) == true;

    private static Loss Lost(string reason, string remedy) => new(WalkEnd.NotAnnounced, reason, remedy);

    private ClusterNode? OwnerOf(IpAddress destination)
    {
        List<KeyValuePair<IpPrefix, Destination>> path = [];
        table.CopyPath(IpPrefix.Of(destination), path);
        return path.Select(entry => entry.Value.BlockNode ?? entry.Value.Users.Select(user => user.Node).FirstOrDefault()).LastOrDefault(node => node is not null) is { } name
            ? table.Nodes.GetValueOrDefault(name)
            : null;
    }
}
