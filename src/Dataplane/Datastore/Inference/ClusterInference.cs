using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>Completes the network of a cluster where its datastore is silent.</summary>
internal sealed class ClusterInference(PolicyModel model, Assumptions assumptions)
{
    public ClusterNetwork Complete(ClusterNetwork told)
    {
        assumptions.Add("the network between nodes is taken to carry packets of 1500 octets");
        ImmutableArray<AddressPool> pools = [.. told.Pools, .. PoolsAround(told)];
        return told with
        {
            Nodes = new NodeInference(model, told, assumptions).Complete(),
            Pools = pools,
            Blocks = told.Blocks.IsEmpty ? [.. Blocks(told.Pods, told.Pools)] : told.Blocks,
        };
    }

    /// <summary>A pool for every pod's address that is in none.</summary>
    private IEnumerable<AddressPool> PoolsAround(ClusterNetwork told)
    {
        HashSet<IpAddress> seen = [];
        foreach (ClusterPod pod in told.Pods)
        {
            foreach (IpAddress address in pod.Addresses.Where(address => seen.Add(address) && !told.Pools.Any(pool => pool.Cidr.Contains(address))))
            {
                assumptions.Add("the address is in no pool; packets to it are taken to travel as they are", pod.Stack);
                yield return new AddressPool($"around {address}", IpPrefix.Of(address)) { BlockSize = address.BitLength };
            }
        }
    }

    private IEnumerable<ClusterBlock> Blocks(ImmutableArray<ClusterPod> pods, ImmutableArray<AddressPool> pools)
    {
        if (!pods.IsEmpty)
        {
            assumptions.Add("blocks of addresses are taken to belong to the nodes that have most of their addresses");
        }

        return from pod in pods
               from address in pod.Addresses
               group (Address: address, pod.Node) by BlockOf(address, pools) into block
               let owner = block.GroupBy(held => held.Node, StringComparer.Ordinal).OrderByDescending(held => held.Count()).ThenBy(held => held.Key, StringComparer.Ordinal).First().Key
               select new ClusterBlock(block.Key, owner) { Holders = [.. block.Select(held => KeyValuePair.Create(held.Address, held.Node))] };
    }

    /// <summary>The block of an address; one in no pool is a block of its own.</summary>
    private static IpPrefix BlockOf(IpAddress address, ImmutableArray<AddressPool> pools) =>
        pools.FirstOrDefault(pool => pool.Cidr.Contains(address)) is { } pool ? pool.BlockOf(address) : IpPrefix.Of(address);
}
