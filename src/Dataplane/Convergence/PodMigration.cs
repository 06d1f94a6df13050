using System.Collections.Immutable;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Convergence;

/// <summary>A virtual machine on its way from one pod to another that has the same addresses (live migration).</summary>
/// <param name="Source">The pod it leaves.</param>
/// <param name="Target">The pod it goes to.</param>
public sealed record PodMigration(ClusterPod Source, ClusterPod Target)
{
    /// <summary>The move of a pod's machine to a pod of another name and node.</summary>
    public static PodMigration Of(ClusterPod source, string name, string node)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(source, new ClusterPod(source.Namespace, name, node, source.Addresses) { MigratesFrom = source.Node });
    }

    /// <summary>
    /// The cluster while both pods have the addresses: the second one's routes have the elevated priority. Blocks still say that
    /// the addresses are the first one's.
    /// </summary>
    public ClusterNetwork Begin(ClusterNetwork cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster with { Pods = cluster.Pods.Add(Target) };
    }

    /// <summary>The cluster once the first pod is gone, and its routes with it; the second one's priority is elevated still.</summary>
    public ClusterNetwork Withdraw(ClusterNetwork cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster with { Pods = cluster.Pods.Remove(Source) };
    }

    /// <summary>The cluster once the addresses are the second pod's alone, and its priority the normal one.</summary>
    public ClusterNetwork Complete(ClusterNetwork cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster with
        {
            Pods = Withdraw(cluster).Pods.Replace(Target, Target with { MigratesFrom = null }),
            Blocks = [.. cluster.Blocks.Select(block => block with { Holders = HoldersOf(block) })],
        };
    }

    private ImmutableArray<KeyValuePair<IpAddress, string>> HoldersOf(ClusterBlock block) =>
    [
        .. block.Holders.Where(holder => !Source.Addresses.Contains(holder.Key)),
        .. Source.Addresses.Where(block.Cidr.Contains).Select(address => KeyValuePair.Create(address, Target.Node)),
    ];
}
