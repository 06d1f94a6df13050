using System.Collections.Frozen;
using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>The addresses of nodes, as the nodes themselves and the pods on their network show them.</summary>
internal sealed class NodeAddresses
{
    private readonly FrozenDictionary<IpAddress, string> _nodes;

    public NodeAddresses(PolicyModel model)
    {
        IEnumerable<(IpAddress Address, string Node)> nodes = model.Nodes.SelectMany(node => node.Addresses, (node, address) => (address, node.Name));
        IEnumerable<(IpAddress Address, string Node)> pods = model.Endpoints
            .Where(endpoint => endpoint.Kind == EndpointKind.HostNetworkPod)
            .SelectMany(endpoint => endpoint.Addresses, (endpoint, address) => (address, endpoint.Node));
        _nodes = nodes.Concat(pods).GroupBy(pair => pair.Address, pair => pair.Node).ToFrozenDictionary(
            group => group.Key,
            group => group.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : "");
        InOrder = [.. _nodes.Keys.Order()];
        All = AddressSet.FromPrefixes(InOrder.Select(address => IpPrefix.Of(address, address.BitLength)));
    }

    public ImmutableArray<IpAddress> InOrder { get; }

    public AddressSet All { get; }

    /// <summary>The node that has the address: null where none has, empty where the input does not tell which.</summary>
    public string? NodeAt(IpAddress address) => _nodes.GetValueOrDefault(address);
}
