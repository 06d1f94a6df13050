using System.Collections.Immutable;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>
/// Chooses where packets to load balancers and external addresses enter the cluster, which no object says: at the first node, by name,
/// that would send them on. That one is healthy to a load balancer that asks. Where none would, at the first. Of addresses that nodes
/// announce BGP tells it, and what is an address of a node enters there.
/// </summary>
internal sealed class EntranceInference(ClusterNetwork cluster, NetworkProvider provider, Assumptions assumptions)
{
    private readonly AddressSet _announced = provider == NetworkProvider.Calico ? AnnouncedIn(cluster) : AddressSet.Empty;
    private readonly HeldAddresses _held = new(cluster);

    public ImmutableSortedDictionary<IpAddress, string> Entrances()
    {
        ImmutableSortedDictionary<IpAddress, string>.Builder entrances = ImmutableSortedDictionary.CreateBuilder<IpAddress, string>();
        foreach (ProxiedPort port in cluster.Services)
        {
            foreach (IpAddress address in port.LoadBalancerAddresses.Concat(port.ExternalAddresses).Where(address => !entrances.ContainsKey(address)))
            {
                if (!IsTold(address) && NodeFor(port, address.Family) is { } node)
                {
                    entrances.Add(address, node);
                    assumptions.Add("packets from outside to an address of a Service are taken to reach the first node that sends them on", $"{address}");
                }
            }
        }

        return entrances.ToImmutable();
    }

    private bool IsTold(IpAddress address) => _announced.Contains(address) || _held.HolderOf(address) is not null;

    private static AddressSet AnnouncedIn(ClusterNetwork cluster)
    {
        if (cluster.Bgp is { ServiceExternalIps: [], ServiceLoadBalancerIps: [] })
        {
            return AddressSet.Empty;
        }

        ClusterBgp bgp = new(cluster, isUp: null);
        return AddressSet.FromPrefixes(Families.Both.SelectMany(family => bgp.Outward(family).ToldOfServices()).Select(told => told.Destination));
    }

    private string? NodeFor(ProxiedPort port, IpFamily family)
    {
        string[] nodes = [.. cluster.Nodes.Where(node => node.Address(family) is not null).Select(node => node.Name).Order(StringComparer.Ordinal)];
        return (port.ExternalPolicy == TrafficPolicy.Cluster ? null : First(backend => backend.IsReady) ?? First(backend => backend.IsServingToTheEnd)) ?? nodes.FirstOrDefault();

        string? First(Func<ServiceBackend, bool> isUsable) =>
            Array.Find(nodes, node => port.Backends.Any(backend => backend.Node == node && backend.Address.Family == family && isUsable(backend)));
    }
}
