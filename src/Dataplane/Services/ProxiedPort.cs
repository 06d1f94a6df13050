using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>
/// A port of a Service in one address family, as kube-proxy sees it. A Service of both families has two.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Protocol">TCP, UDP or SCTP.</param>
/// <param name="ClusterAddress">The cluster address; null for headless and ExternalName Services, which get no rules.</param>
/// <param name="Port">The port that clients use.</param>
public sealed record ProxiedPort(ServicePortName Name, Protocol Protocol, IpAddress? ClusterAddress, ushort Port)
{
    /// <summary>The port opened on every node; 0 for none.</summary>
    public ushort NodePort { get; init; }

    /// <summary>Further addresses that the cluster answers for, wherever they are routed from.</summary>
    public ImmutableArray<IpAddress> ExternalAddresses { get; init; } = [];

    /// <summary>The addresses of a load balancer that delivers packets unchanged. One that forwards to node ports has none here.</summary>
    public ImmutableArray<IpAddress> LoadBalancerAddresses { get; init; } = [];

    /// <summary>Who may use the load balancer's addresses; empty for everyone. They say nothing of node ports.</summary>
    public ImmutableArray<IpPrefix> SourceRanges { get; init; } = [];

    /// <summary>How long a client stays with its backend (<c>sessionAffinity: ClientIP</c>); null where each connection is on its own.</summary>
    public TimeSpan? Affinity { get; init; }

    /// <summary>Where traffic to node ports, external and load balancer addresses may go.</summary>
    public TrafficPolicy ExternalPolicy { get; init; }

    /// <summary>Where traffic to the cluster address may go.</summary>
    public TrafficPolicy InternalPolicy { get; init; }

    /// <summary>The port where each node tells a load balancer whether it has backends; 0 for none.</summary>
    public ushort HealthCheckNodePort { get; init; }

    /// <summary>The backends of all nodes. Of several with one address and port the first counts.</summary>
    public ImmutableArray<ServiceBackend> Backends { get; init; } = [];

    /// <summary>The affinity of a Service that asks for one without a time: three hours.</summary>
    public static TimeSpan DefaultAffinity => TimeSpan.FromSeconds(10800);

    /// <summary>Whether anything but the cluster address leads to it.</summary>
    internal bool IsExternal => NodePort != 0 || !ExternalAddresses.IsEmpty || !LoadBalancerAddresses.IsEmpty;

    /// <summary>Whether it ever sends traffic to backends of the whole cluster.</summary>
    // External traffic under Local policy does so as well where it comes from pods or the node itself.
    internal bool UsesCluster => InternalPolicy == TrafficPolicy.Cluster || IsExternal;

    /// <summary>Whether it ever sends traffic to backends of the node only.</summary>
    internal bool UsesLocal => InternalPolicy == TrafficPolicy.Local || (ExternalPolicy == TrafficPolicy.Local && IsExternal);
}
