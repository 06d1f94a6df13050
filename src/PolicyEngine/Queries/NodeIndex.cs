using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// The nodes of a model by name, and by address: as the nodes themselves, the pods on their network and their host
/// endpoints show it.
/// </summary>
internal sealed class NodeIndex
{
    private readonly Dictionary<string, Node> _byName = new(StringComparer.Ordinal);
    private readonly FrozenDictionary<IpAddress, string> _byAddress;

    public NodeIndex(PolicyModel model)
    {
        var names = new Dictionary<IpAddress, HashSet<string>>();
        foreach (Node node in model.Nodes)
        {
            _byName[node.Name] = node;
            Add(names, node.Addresses, node.Name);
            Add(names, node.TunnelAddresses, node.Name);
        }

        foreach (Endpoint endpoint in model.Endpoints.Hosts)
        {
            Add(names, endpoint.Addresses, endpoint.Node);
        }

        HaveTunnels = model.Nodes.Any(node => !node.TunnelAddresses.IsEmpty);
        _byAddress = names.ToFrozenDictionary(entry => entry.Key, entry => entry.Value is { Count: 1 } only ? only.First() : "");
        Addresses = [.. _byAddress.Keys.Order()];
        AllAddresses = AddressSet.FromAddresses(Addresses);
    }

    /// <summary>The addresses of all nodes, in order.</summary>
    public ImmutableArray<IpAddress> Addresses { get; }

    public AddressSet AllAddresses { get; }

    /// <summary>Whether the addresses of any tunnels are known.</summary>
    public bool HaveTunnels { get; }

    public Node? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The name of the node that has the address: null where none has, empty where the input does not tell which.</summary>
    public string? NameAt(IpAddress address) => _byAddress.GetValueOrDefault(address);

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
