using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>Completes the network of a cluster where its datastore is silent.</summary>
internal sealed class ClusterInference(PolicyModel model, CalicoSettings settings, StoredIpam ipam, NetworkProvider provider, Assumptions assumptions)
{
    public ClusterNetwork Complete(ClusterNetwork told)
    {
        int mtu = new UplinkInference(settings, assumptions).Mtu(told);
        ImmutableArray<AddressPool> pools = [.. told.Pools, .. PoolsAround(told)];
        ImmutableArray<ClusterNode> nodes = new NodeInference(model, told, ipam, provider, assumptions).Complete();
        return told with
        {
            Mtu = mtu,
            Nodes = nodes,
            Pools = pools,
            Blocks = [.. told.Blocks, .. new BlockInference(told, assumptions).Blocks(nodes)],
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
}
