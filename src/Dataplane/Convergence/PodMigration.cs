using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Convergence;

/// <summary>
/// A virtual machine on its way from one pod to another that has the same addresses (live migration). Pods are known by their
/// names; a stage whose time has not come, or is past, leaves the cluster as it is.
/// </summary>
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
        return Find(cluster, Source) is null || Find(cluster, Target) is not null ? cluster : cluster with { Pods = cluster.Pods.Add(Target with { MigratesFrom = Source.Node }) };
    }

    /// <summary>The cluster once the first pod is gone, and its routes with it; the second one's priority is elevated still.</summary>
    public ClusterNetwork Withdraw(ClusterNetwork cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return IsUnderWay(cluster) && Find(cluster, Source) is not null ? cluster with { Pods = [.. cluster.Pods.Where(pod => pod.Stack != Source.Stack)] } : cluster;
    }

    /// <summary>The cluster once the addresses are the second pod's alone, in blocks and where backends of Services have them, and its priority the normal one.</summary>
    public ClusterNetwork Complete(ClusterNetwork cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return IsUnderWay(cluster)
            ? cluster with
            {
                Pods = [.. Withdraw(cluster).Pods.Select(pod => pod.Stack == Target.Stack ? pod with { MigratesFrom = null } : pod)],
                Blocks = [.. cluster.Blocks.Select(block => block with { Holders = HoldersOf(block) })],
                Services = [.. cluster.Services.Select(port => port.Backends.Any(IsMoved) ? port with { Backends = BackendsOf(port) } : port)],
            }
            : cluster;
    }

    private bool IsUnderWay(ClusterNetwork cluster) => Find(cluster, Target) is { MigratesFrom: not null };

    private bool IsMoved(ServiceBackend backend) => Source.Addresses.Contains(backend.Address);

    private ImmutableArray<ServiceBackend> BackendsOf(ProxiedPort port) => [.. port.Backends.Select(backend => IsMoved(backend) ? backend with { Node = Target.Node } : backend)];

    private ImmutableArray<KeyValuePair<IpAddress, string>> HoldersOf(ClusterBlock block) =>
    [
        .. block.Holders.Where(holder => !Source.Addresses.Contains(holder.Key)),
        .. Source.Addresses.Where(block.Cidr.Contains).Select(address => KeyValuePair.Create(address, Target.Node)),
    ];

    private static ClusterPod? Find(ClusterNetwork cluster, ClusterPod pod) => cluster.Pods.FirstOrDefault(other => other.Stack == pod.Stack);
}
