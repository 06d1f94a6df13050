using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>The addresses that the input gives to pods, nodes and services.</summary>
internal sealed class ClusterAddresses
{
    public ClusterAddresses(PolicySnapshot snapshot)
    {
        PolicyModel model = snapshot.Model;
        Pods = new AddressBook<Endpoint>(model.Endpoints
            .Where(endpoint => endpoint.Kind == EndpointKind.Pod)
            .SelectMany(endpoint => endpoint.Addresses.Select(address => (address, endpoint))));
        Services = new AddressBook<Service>(model.Services.SelectMany(service => service.Addresses.Select(address => (address, service))));
        Nodes = snapshot.Nodes.AllAddresses;
        Pools = AddressSet.FromPrefixes(model.IpPools.Select(pool => pool.Cidr));
    }

    public AddressBook<Endpoint> Pods { get; }

    public AddressBook<Service> Services { get; }

    public AddressSet Nodes { get; }

    /// <summary>The addresses that pods are given.</summary>
    public AddressSet Pools { get; }
}
