using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads Services as kube-proxy sees them.</summary>
internal static class ServiceReader
{
    private const string Headless = "None";

    public static FamilyPort[] Read(Resource resource)
    {
        Fields spec = resource.Spec;
        ImmutableArray<IpAddress> cluster = ClusterAddresses(spec);
        ImmutableArray<IpAddress> external = spec.Addresses("externalIPs");
        ImmutableArray<IpAddress> balancer = BalancerAddresses(resource);
        ImmutableArray<IpPrefix> sources = spec.Prefixes("loadBalancerSourceRanges");
        return
        [
            .. from family in Families(spec, cluster)
            from port in spec.Objects("ports")
            let number = port.Number("port", 1, ushort.MaxValue)
            where number is not null
            let name = new ServicePortName(resource.Namespace, resource.Name, port.Text("name") ?? "")
            select new FamilyPort(family, new ProxiedPort(name, Protocols.Read(port), First(cluster, family), (ushort)number.Value)
            {
                NodePort = (ushort)(port.Number("nodePort", 0, ushort.MaxValue) ?? 0),
                ExternalAddresses = [.. external.Where(address => address.Family == family)],
                LoadBalancerAddresses = [.. balancer.Where(address => address.Family == family)],
                SourceRanges = [.. sources.Where(range => range.Family == family)],
                Affinity = Affinity(spec),
                ExternalPolicy = Policy(spec, "externalTrafficPolicy"),
                InternalPolicy = Policy(spec, "internalTrafficPolicy"),
                HealthCheckNodePort = (ushort)(spec.Number("healthCheckNodePort", 0, ushort.MaxValue) ?? 0),
            }),
        ];
    }

    private static ImmutableArray<IpAddress> ClusterAddresses(Fields spec) =>
        spec.Text("clusterIP") == Headless || spec.Text("type") == "ExternalName" ? []
        : spec.Addresses("clusterIPs") is { IsEmpty: false } all ? all
        : spec.Address("clusterIP") is { } one ? [one]
        : [];

    /// <summary>The families it is reached in: those of its cluster addresses, else those it names, else IPv4.</summary>
    private static IEnumerable<IpFamily> Families(Fields spec, ImmutableArray<IpAddress> cluster)
    {
        IpFamily[] named = [.. spec.Texts("ipFamilies").Select(family => family == "IPv6" ? IpFamily.V6 : IpFamily.V4)];
        return !cluster.IsEmpty ? cluster.Select(address => address.Family).Distinct()
            : named.Length > 0 ? named.Distinct()
            : [IpFamily.V4];
    }

    /// <summary>The addresses of load balancers that leave the destination as it is; the others send to node ports.</summary>
    private static ImmutableArray<IpAddress> BalancerAddresses(Resource resource) =>
    [
        .. resource.Root.Object("status").Object("loadBalancer").Objects("ingress")
            .Where(entry => entry.Text("ipMode") != "Proxy")
            .Select(entry => entry.Address("ip"))
            .OfType<IpAddress>(),
    ];

    private static TimeSpan? Affinity(Fields spec)
    {
        if (spec.Text("sessionAffinity") != "ClientIP")
        {
            return null;
        }

        return spec.Object("sessionAffinityConfig").Object("clientIP").Number("timeoutSeconds", 1, 86400) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : ProxiedPort.DefaultAffinity;
    }

    private static TrafficPolicy Policy(Fields spec, string field) =>
        spec.Word(field, ("Cluster", TrafficPolicy.Cluster), ("Local", TrafficPolicy.Local)) ?? TrafficPolicy.Cluster;

    private static IpAddress? First(ImmutableArray<IpAddress> addresses, IpFamily family)
    {
        foreach (IpAddress address in addresses.Where(address => address.Family == family))
        {
            return address;
        }

        return null;
    }
}
