using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Services;

/// <summary>The backends of a Service port that one node uses, in the order of <see cref="ServiceBackend.ToString"/>.</summary>
/// <param name="Cluster">Those for traffic that may leave the node; empty where there is no such traffic.</param>
/// <param name="Local">Those for traffic that must stay on the node; empty where there is no such traffic.</param>
/// <param name="HasAny">Whether any backend of the cluster can be used, though perhaps not from here.</param>
public sealed record SelectedBackends(ImmutableArray<ServiceBackend> Cluster, ImmutableArray<ServiceBackend> Local, bool HasAny)
{
    /// <summary>
    /// Selects for a node: ready backends, else those that serve until they end. Zone hints narrow the cluster's
    /// where every ready backend has some and one of them names the node's zone.
    /// </summary>
    public static SelectedBackends Of(ProxiedPort port, ProxyNode node)
    {
        ArgumentNullException.ThrowIfNull(port);
        ArgumentNullException.ThrowIfNull(node);
        ImmutableArray<ServiceBackend> all = InOrder(port);
        ImmutableArray<ServiceBackend> usable = ReadyOrServing(all, static _ => true);
        return new(
            port.UsesCluster ? InZone(usable, node.Zone) : [],
            port.UsesLocal ? ReadyOrServing(all, backend => backend.Node == node.Name) : [],
            !usable.IsEmpty);
    }

    private static ImmutableArray<ServiceBackend> InOrder(ProxiedPort port)
    {
        SortedDictionary<string, ServiceBackend> byText = new(StringComparer.Ordinal);
        foreach (ServiceBackend backend in port.Backends)
        {
            if (backend.Address.Family == port.ClusterAddress?.Family)
            {
                byText.TryAdd(backend.ToString(), backend);
            }
        }

        return [.. byText.Values];
    }

    private static ImmutableArray<ServiceBackend> ReadyOrServing(ImmutableArray<ServiceBackend> backends, Func<ServiceBackend, bool> condition)
    {
        ImmutableArray<ServiceBackend> ready = [.. backends.Where(backend => backend.IsReady && condition(backend))];
        return ready.IsEmpty ? [.. backends.Where(backend => backend.IsServingToTheEnd && condition(backend))] : ready;
    }

    private static ImmutableArray<ServiceBackend> InZone(ImmutableArray<ServiceBackend> backends, string? zone)
    {
        if (zone is null || backends.Any(backend => !backend.IsReady || backend.ZoneHints.IsEmpty))
        {
            return backends;
        }

        ImmutableArray<ServiceBackend> hinted = [.. backends.Where(backend => backend.ZoneHints.Contains(zone, StringComparer.Ordinal))];
        return hinted.IsEmpty ? backends : hinted;
    }
}
