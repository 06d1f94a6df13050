using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Datastore.Writing;
using PolicyEngine.Dataplane.Topology;

namespace PolicyEngine.Dataplane.Datastore;

/// <summary>Writes the network of a cluster as the resources that <see cref="DatastoreView"/> reads, in YAML.</summary>
public static class DatastoreWriter
{
    /// <summary>Nodes, pools, pods, BGP and the assignment of addresses. Blocks are those of the assignment.</summary>
    public static string Write(ClusterNetwork cluster, StoredIpam ipam)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(ipam);
        YamlText yaml = new();
        Write(yaml, cluster, ipam);
        return yaml.ToString();
    }

    /// <summary>The same, with the settings of Calico's agents.</summary>
    public static string Write(ClusterNetwork cluster, StoredIpam ipam, CalicoSettings settings)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(ipam);
        ArgumentNullException.ThrowIfNull(settings);
        YamlText yaml = new();
        FelixWriter.Write(yaml, settings);
        Write(yaml, cluster, ipam);
        return yaml.ToString();
    }

    private static void Write(YamlText yaml, ClusterNetwork cluster, StoredIpam ipam)
    {
        foreach (ClusterNode node in cluster.Nodes)
        {
            NodeWriter.Write(yaml, node);
        }

        foreach (AddressPool pool in cluster.Pools)
        {
            PoolWriter.Write(yaml, pool);
        }

        foreach (ClusterPod pod in cluster.Pods)
        {
            PodWriter.Write(yaml, pod);
        }

        BgpWriter.Write(yaml, cluster.Bgp);
        foreach (BgpPeer peer in cluster.BgpPeers)
        {
            BgpWriter.Write(yaml, peer);
        }

        IpamWriter.Write(yaml, ipam);
    }
}
