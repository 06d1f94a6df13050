using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>
/// Finds the host endpoint that governs an interface of a node. The input names no interfaces, so an interface is known
/// by the addresses and names that host endpoints give it (Felix: the smallest name wins, whether it matches by name or
/// by address; <c>*</c> governs what no other does).
/// </summary>
internal sealed class NodeInterfaces
{
    private readonly Dictionary<string, NodeHosts> _hosts = new(StringComparer.Ordinal) { [""] = new NodeHosts([], Governor.OfUnknownNode) };
    private readonly NodeHosts _ofOtherNodes;
    private readonly NodeIndex _nodes;

    public NodeInterfaces(PolicyModel model, EvaluationGraph graph, NodeIndex nodes)
    {
        _nodes = nodes;
        if (graph.Hosts.IsEmpty && model.HostsInDoubt.IsEmpty)
        {
            _ofOtherNodes = new NodeHosts([], null);
            IsEmpty = true;
            return;
        }

        ILookup<string, HostStages> byNode = graph.Hosts.ToLookup(host => host.HostEndpoint.Node, StringComparer.Ordinal);
        ILookup<string, Fault> doubts = model.HostsInDoubt.ToLookup(host => host.Node, host => host.Fault, StringComparer.Ordinal);
        Governor? everywhere = DoubtOf(doubts[""]);
        _ofOtherNodes = new NodeHosts([], everywhere);
        foreach (string node in byNode.Select(group => group.Key).Concat(doubts.Select(group => group.Key)).Where(node => node.Length > 0))
        {
            _hosts.TryAdd(node, new NodeHosts(byNode[node], everywhere ?? DoubtOf(doubts[node])));
        }

        IsEmpty = _hosts.Count == 1 && everywhere is null;
        TouchesForwarded = everywhere is not null || _hosts.Any(entry => entry.Key.Length > 0 && entry.Value.TouchesForwarded);
    }

    /// <summary>Whether there is no host endpoint at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>Whether any host endpoint has a say about traffic of pods.</summary>
    public bool TouchesForwarded { get; }

    /// <summary>The host endpoints of a node, whose name is empty where the input does not give it.</summary>
    public NodeHosts Of(string node) => _hosts.GetValueOrDefault(node, _ofOtherNodes);

    /// <summary>What may govern the interface that traffic between a node and other machines takes.</summary>
    public ImmutableArray<Governor> Uplinks(string node, IpFamily family)
    {
        NodeHosts hosts = Of(node);
        if (hosts.IsEmpty)
        {
            return [];
        }

        ImmutableArray<IpAddress> all = _nodes.Find(node)?.Addresses ?? [];
        IEnumerable<IpAddress> ofFamily = all.Where(address => address.Family == family);
        IpAddress[] addresses = ofFamily.Any() ? [.. ofFamily] : [.. all];
        return addresses.Length == 0
            ? [hosts.GovernorOfUplink()]
            : [.. addresses.Select(address => hosts.GovernorAt(address)).Distinct()];
    }

    private static Governor? DoubtOf(IEnumerable<Fault> faults) => faults.FirstOrDefault() is { } fault ? Governor.Doubted(fault) : null;
}
