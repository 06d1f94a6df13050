using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>Finds the blocks that the datastore does not have: of pods where it has none at all, and of the addresses of tunnels.</summary>
internal sealed class BlockInference(ClusterNetwork told, Assumptions assumptions)
{
    /// <summary>The blocks in which pods and nodes, their tunnels' addresses known, have addresses.</summary>
    public IEnumerable<ClusterBlock> Blocks(IEnumerable<ClusterNode> nodes)
    {
        (IpAddress Address, string Node)[] held = [.. OfPods(), .. OfTunnels(nodes)];
        if (held.Length > 0)
        {
            assumptions.Add("blocks of addresses are taken to belong to the nodes that have most of their addresses");
        }

        return from holder in held.Distinct()
               group holder by BlockOf(holder.Address) into block
               let owner = block.GroupBy(holder => holder.Node, StringComparer.Ordinal).OrderByDescending(held => held.Count()).ThenBy(held => held.Key, StringComparer.Ordinal).First().Key
               select new ClusterBlock(block.Key, owner) { Holders = [.. block.Select(holder => KeyValuePair.Create(holder.Address, holder.Node))] };
    }

    private IEnumerable<(IpAddress Address, string Node)> OfPods() =>
        from pod in told.Pods
        where told.Blocks.IsEmpty
        from address in pod.Addresses
        select (address, pod.Node);

    // Tunnels have their addresses of blocks, as pods do; one in no pool is of none.
    private IEnumerable<(IpAddress Address, string Node)> OfTunnels(IEnumerable<ClusterNode> nodes) =>
        from node in nodes
        from address in node.TunnelAddresses
        where told.Pools.Any(pool => pool.Cidr.Contains(address)) && !told.Blocks.Any(block => block.Cidr.Contains(address))
        select (address, node.Name);

    /// <summary>The block of an address; one in no pool is a block of its own.</summary>
    private IpPrefix BlockOf(IpAddress address) =>
        told.Pools.FirstOrDefault(pool => pool.Cidr.Contains(address)) is { } pool ? pool.BlockOf(address) : IpPrefix.Of(address);
}
