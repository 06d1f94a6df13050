using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>The addresses of one Service that are announced by themselves, beside the ranges that they are in.</summary>
/// <param name="Addresses">The addresses: the first of its cluster addresses, and of the others those in the ranges that are configured.</param>
/// <param name="Holders">The nodes that announce them; null for all.</param>
internal sealed record AnnouncedAddresses(ImmutableArray<IpPrefix> Addresses, ImmutableArray<string>? Holders)
{
    /// <summary>Those of all Services, where there are any.</summary>
    public static IEnumerable<AnnouncedAddresses> Of(ClusterNetwork cluster) =>
        cluster.Bgp is { ServiceClusterIps: [], ServiceExternalIps: [], ServiceLoadBalancerIps: [] } ? []
        : from port in cluster.Services
          group port by (port.Name.Namespace, port.Name.Service) into service
          let announced = Of(cluster.Bgp, [.. service])
          where announced is not null
          select announced;

    private static AnnouncedAddresses? Of(BgpConfiguration bgp, ProxiedPort[] ports)
    {
        if (ports.Select(port => port.ClusterAddress).FirstOrDefault(address => address is not null) is not { } first)
        {
            return null;
        }

        IpAddress[] external = [.. ports.SelectMany(port => port.ExternalAddresses).Where(address => bgp.ServiceExternalIps.Contain(address))];
        IpAddress[] balancers = [.. ports.SelectMany(port => port.LoadBalancerAddresses).Where(address => bgp.ServiceLoadBalancerIps.Contain(address))];
        IpAddress[] cluster = bgp.ServiceClusterIps.IsEmpty ? [] : [first];
        string[] nodes = [.. ports.SelectMany(port => port.Backends).Where(backend => backend is { IsReady: true, Node: not null }).Select(backend => backend.Node!).Distinct(StringComparer.Ordinal)];
        bool isLocal = ports[0].ExternalPolicy == TrafficPolicy.Local;
        bool isAlone = external.Any(address => IsRange(bgp.ServiceExternalIps, address)) || balancers.Any(address => IsRange(bgp.ServiceLoadBalancerIps, address));
        return isLocal || isAlone || (!bgp.ServiceLoadBalancerAggregation && balancers.Length > 0 && nodes.Length > 0)
            ? new([.. cluster.Concat(external).Concat(balancers).Distinct().Select(address => IpPrefix.Of(address))], isLocal ? [.. nodes] : null)
            : null;
    }

    private static bool IsRange(ImmutableArray<IpPrefix> ranges, IpAddress address) => ranges.Contains(IpPrefix.Of(address));
}
