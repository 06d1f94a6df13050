using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Bgp;

/// <summary>
/// What nodes announce of Services: every node the ranges that are configured, and where traffic from outside stays on the node that it
/// comes to, nodes with a ready backend the address itself.
/// </summary>
internal sealed class AnnouncedServices
{
    private const string Exclusion = "node.kubernetes.io/exclude-from-external-load-balancers";

    private readonly BgpConfiguration _bgp;
    private readonly HashSet<string> _silent;
    private readonly ILookup<IpPrefix, string> _holders;

    public AnnouncedServices(ClusterNetwork cluster)
    {
        _bgp = cluster.Bgp;
        _silent = [.. cluster.Nodes.Where(node => node.Labels[Exclusion] == "true").Select(node => node.Name)];
        (IpPrefix Address, ProxiedPort Port)[] local =
        [
            .. from port in cluster.Services
               where port.ExternalPolicy == TrafficPolicy.Local
               from address in ConfiguredOf(port)
               select (IpPrefix.Of(address), port),
        ];
        _holders = (from one in local
                    from backend in one.Port.Backends
                    where backend is { IsReady: true, Node: not null } && backend.Address.Family == one.Address.Family
                    select (one.Address, Node: backend.Node!)).Distinct().ToLookup(held => held.Address, held => held.Node);
        Ranges = [.. _bgp.ServiceClusterIps.Concat(_bgp.ServiceExternalIps).Concat(_bgp.ServiceLoadBalancerIps).Except(local.Select(one => one.Address))];
    }

    /// <summary>The ranges. One of a single address is not among them where only nodes with a backend announce that.</summary>
    public ImmutableArray<IpPrefix> Ranges { get; }

    /// <summary>The addresses that only nodes with a backend announce, each with those nodes.</summary>
    public IEnumerable<IGrouping<IpPrefix, string>> Addresses => _holders.OrderBy(address => address.Key.First);

    /// <summary>Whether a node announces anything of Services.</summary>
    public bool IsToldBy(string node) => !_silent.Contains(node);

    /// <summary>Whether a node announces a range or an address.</summary>
    public bool IsToldBy(string node, IpPrefix destination) => IsToldBy(node) && (Ranges.Contains(destination) || _holders[destination].Contains(node, StringComparer.Ordinal));

    private IEnumerable<IpAddress> ConfiguredOf(ProxiedPort port) =>
    [
        .. port.ClusterAddress is { } own && _bgp.ServiceClusterIps.Contain(own) ? [own] : Array.Empty<IpAddress>(),
        .. port.ExternalAddresses.Where(address => _bgp.ServiceExternalIps.Contain(address)),
        .. port.LoadBalancerAddresses.Where(address => _bgp.ServiceLoadBalancerIps.Contain(address)),
    ];
}
