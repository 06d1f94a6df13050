using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>The addresses that nodes and all on their networks have.</summary>
internal sealed class HostAddresses
{
    private readonly ImmutableArray<Node> _nodes;
    private readonly Dictionary<string, Node> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<IpAddress> _addresses;

    private HostAddresses(PolicyModel model)
    {
        _nodes = model.Nodes;
        foreach (Node node in model.Nodes)
        {
            _byName[node.Name] = node;
        }

        _addresses = [.. model.Nodes.SelectMany(node => node.Addresses).Concat(model.Endpoints.Hosts.SelectMany(host => host.Addresses))];
    }

    /// <summary>Those of a model; the very same as of an earlier one where nothing about them has changed.</summary>
    public static HostAddresses Of(PolicyModel model, EndpointList? earlier, HostAddresses? known) =>
        known is not null && known._nodes == model.Nodes && model.Endpoints.Differences(earlier!).All(change => known.AreWithout(change.Was) && known.AreWithout(change.Now))
            ? known
            : new HostAddresses(model);

    public bool Contains(IpAddress address) => _addresses.Contains(address);

    /// <summary>Whether they are the same without an endpoint: it is on no node's network, or has no addresses but its node's.</summary>
    private bool AreWithout(Endpoint? endpoint) => endpoint?.Kind switch
    {
        EndpointKind.HostEndpoint => false,
        EndpointKind.HostNetworkPod => endpoint.Addresses.IsEmpty
            || (_byName.TryGetValue(endpoint.Node, out Node? node) && endpoint.Addresses.All(address => node.Addresses.Contains(address))),
        _ => true,
    };
}
