using System.Collections.Immutable;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>Who originates what of Services (confd's <c>routes.go</c>): every node the ranges that are configured, and some nodes the addresses of some Services.</summary>
internal sealed class AnnouncedServices
{
    private const string Exclusion = "node.kubernetes.io/exclude-from-external-load-balancers";

    private readonly ImmutableArray<IpPrefix> _ranges;
    private readonly ImmutableArray<IpPrefix> _reflected;
    private readonly string[] _tellers;
    private readonly HashSet<string> _reflectors;
    private readonly HashSet<IpPrefix> _common;
    private readonly ILookup<IpPrefix, string> _holders;

    public AnnouncedServices(ClusterNetwork cluster)
    {
        BgpConfiguration bgp = cluster.Bgp;
        AnnouncedAddresses[] services = [.. AnnouncedAddresses.Of(cluster)];
        _ranges = [.. bgp.ServiceClusterIps, .. Wide(bgp.ServiceExternalIps), .. bgp.ServiceLoadBalancerAggregation ? Wide(bgp.ServiceLoadBalancerIps) : []];
        _reflected = [.. bgp.ServiceExternalIps, .. bgp.ServiceLoadBalancerIps];
        _tellers = [.. cluster.Nodes.Where(node => node.Labels[Exclusion] != "true").Select(node => node.Name).Order(StringComparer.Ordinal)];
        _reflectors = [.. cluster.Nodes.Where(node => node.RouteReflectorClusterId is not null).Select(node => node.Name)];
        _common = [.. _ranges, .. services.Where(service => service.Holders is null).SelectMany(service => service.Addresses)];
        _holders = (from service in services
                    from node in service.Holders ?? []
                    where IsTeller(node)
                    from address in service.Addresses
                    where !_common.Contains(address)
                    select (address, node)).Distinct().ToLookup(held => held.address, held => held.node);
    }

    /// <summary>What any node originates.</summary>
    public IEnumerable<IpPrefix> Destinations => _common.Concat(_holders.Select(held => held.Key)).Order(PrefixOrder.Instance);

    /// <summary>The nodes that originate a destination, by name.</summary>
    public IEnumerable<string> OriginatorsOf(IpPrefix destination) => _common.Contains(destination) ? _tellers : _holders[destination].Order(StringComparer.Ordinal);

    /// <summary>Whether a node originates a destination.</summary>
    public bool Originates(string node, IpPrefix destination) => _common.Contains(destination) ? IsTeller(node) : _holders[destination].Contains(node, StringComparer.Ordinal);

    /// <summary>
    /// Whether the filter of a node lets a route out, whoever originated it: what the node originates itself and all that is in that. That of a
    /// reflector lets out besides what is in the ranges of load balancers and, in the newest releases of Calico, of external addresses.
    /// </summary>
    public bool LetsPass(string node, IpPrefix destination) =>
        Originates(node, destination)
        || (Cover(_ranges, destination) && IsTeller(node))
        || (Cover(_reflected, destination) && _reflectors.Contains(node));

    private bool IsTeller(string node) => Array.BinarySearch(_tellers, node, StringComparer.Ordinal) >= 0;

    private static IEnumerable<IpPrefix> Wide(ImmutableArray<IpPrefix> ranges) => ranges.Where(range => range.First != range.Last);

    private static bool Cover(ImmutableArray<IpPrefix> ranges, IpPrefix destination) => ranges.Any(range => range.Covers(destination));
}
