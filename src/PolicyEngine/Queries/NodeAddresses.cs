using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>The addresses of nodes, as the nodes themselves, the pods on their network and their host endpoints show them.</summary>
internal sealed class NodeAddresses
{
    private readonly FrozenDictionary<IpAddress, string> _nodes;

    public NodeAddresses(PolicyModel model)
    {
        var names = new Dictionary<IpAddress, HashSet<string>>();
        foreach (Node node in model.Nodes)
        {
            Add(names, node.Addresses, node.Name);
            Add(names, node.TunnelAddresses, node.Name);
        }

        foreach (Endpoint endpoint in model.Endpoints.Where(endpoint => endpoint.Kind is EndpointKind.HostNetworkPod or EndpointKind.HostEndpoint))
        {
            Add(names, endpoint.Addresses, endpoint.Node);
        }

        _nodes = names.ToFrozenDictionary(entry => entry.Key, entry => entry.Value is { Count: 1 } only ? only.First() : "");
        InOrder = [.. _nodes.Keys.Order()];
        All = AddressSet.FromAddresses(InOrder);
    }

    public ImmutableArray<IpAddress> InOrder { get; }

    public AddressSet All { get; }

    /// <summary>The node that has the address: null where none has, empty where the input does not tell which.</summary>
    public string? NodeAt(IpAddress address) => _nodes.GetValueOrDefault(address);

    private static void Add(Dictionary<IpAddress, HashSet<string>> names, ImmutableArray<IpAddress> addresses, string node)
    {
        foreach (IpAddress address in addresses)
        {
            ref HashSet<string>? known = ref CollectionsMarshal.GetValueRefOrAddDefault(names, address, out _);
            known ??= new HashSet<string>(StringComparer.Ordinal);
            if (node.Length > 0)
            {
                known.Add(node);
            }
        }
    }
}
