using System.Collections.Frozen;
using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// Finds the host endpoint that governs an interface of a node. The input names no interfaces, so an interface is known
/// by the addresses and names that host endpoints give it (Felix: the smallest name wins, whether it matches by name or
/// by address; <c>*</c> governs what no other does).
/// </summary>
internal sealed class NodeInterfaces
{
    private readonly FrozenDictionary<string, NodeHosts> _nodes;
    private readonly NodeHosts _anyNode;
    private readonly PolicyModel _model;

    public NodeInterfaces(PolicyModel model, EvaluationGraph graph)
    {
        _model = model;
        ILookup<string, HostStages> byNode = graph.Hosts.ToLookup(host => host.HostEndpoint.Node, StringComparer.Ordinal);
        Fault? everywhere = model.HostsInDoubt.FirstOrDefault(host => host.Node.Length == 0)?.Fault;
        _nodes = byNode.Select(group => group.Key)
            .Concat(model.HostsInDoubt.Select(host => host.Node))
            .Where(node => node.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToFrozenDictionary(
                node => node,
                node => new NodeHosts(byNode[node], everywhere ?? model.HostsInDoubt.FirstOrDefault(host => host.Node == node)?.Fault),
                StringComparer.Ordinal);
        _anyNode = new NodeHosts([], everywhere);
        IsEmpty = _nodes.Count == 0 && everywhere is null;
        TouchesForwarded = everywhere is not null || _nodes.Values.Any(node => node.TouchesForwarded);
    }

    /// <summary>Whether there is no host endpoint at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>Whether any host endpoint has a say about traffic of pods.</summary>
    public bool TouchesForwarded { get; }

    /// <summary>The host endpoints of a node.</summary>
    public NodeHosts Of(string node) => _nodes.GetValueOrDefault(node, _anyNode);

    /// <summary>What may govern the interface that traffic between a node and other machines takes.</summary>
    public ImmutableArray<Governor> Uplinks(string node, IpFamily family)
    {
        NodeHosts hosts = Of(node);
        if (hosts.IsEmpty)
        {
            return [];
        }

        ImmutableArray<IpAddress> all = _model.Nodes.FirstOrDefault(candidate => candidate.Name == node)?.Addresses ?? [];
        IEnumerable<IpAddress> ofFamily = all.Where(address => address.Family == family);
        IpAddress[] addresses = ofFamily.Any() ? [.. ofFamily] : [.. all];
        return addresses.Length == 0
            ? [hosts.GovernorOfUplink()]
            : [.. addresses.Select(address => hosts.GovernorAt(address)).Distinct()];
    }
}
