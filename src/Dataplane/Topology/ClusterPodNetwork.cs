using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>The stacks of a cluster's nodes and pods; how nodes and pods are connected is the provider's to say.</summary>
public abstract class ClusterPodNetwork : PodNetwork
{
    private readonly Dictionary<string, ClusterNode> _nodes;
    private readonly Dictionary<string, ClusterPod> _pods = new(StringComparer.Ordinal);
    private readonly ILookup<string, ClusterPod> _podsByNode;
    private readonly Dictionary<IpAddress, string> _stacks = [];
    private readonly ConcurrentDictionary<string, NodeRules> _rules = new(StringComparer.Ordinal);

    private protected ClusterPodNetwork(ClusterNetwork cluster)
    {
        Cluster = cluster;
        Underlay = new Underlay(cluster);
        _nodes = cluster.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        _podsByNode = cluster.Pods.ToLookup(pod => pod.Node, StringComparer.Ordinal);
        foreach (ClusterNode node in cluster.Nodes)
        {
            Place(node.Name, node.Addresses.Select(address => address.Address).Concat(Underlay.AddressesOf(node)));
        }

        foreach (ClusterPod pod in cluster.Pods)
        {
            _pods[pod.Stack] = pod;
            Place(pod.Stack, pod.Addresses);
        }
    }

    private protected ClusterNetwork Cluster { get; }

    private protected Underlay Underlay { get; }

    /// <summary>What the router between the nodes learns by other means than its own interfaces.</summary>
    private protected virtual IEnumerable<Route> Learned => [];

    /// <summary>The ranges that pods have their addresses from.</summary>
    private protected virtual IEnumerable<IpPrefix> PodRanges => Cluster.Pools.Select(pool => pool.Cidr);

    /// <inheritdoc/>
    public sealed override string StackWith(IpAddress address) => _stacks.GetValueOrDefault(address, Outside);

    /// <inheritdoc/>
    protected sealed override NetworkStack? Build(string name) => name switch
    {
        Router => Underlay.Router(Learned),
        Outside => Underlay.Outside(),
        _ => _nodes.TryGetValue(name, out ClusterNode? node) ? BuildNode(node, _podsByNode[name]) : _pods.TryGetValue(name, out ClusterPod? pod) ? BuildPod(pod) : null,
    };

    internal sealed override NodeRules? RulesOf(string stack) => _nodes.TryGetValue(stack, out ClusterNode? node) ? _rules.GetOrAdd(stack, RulesOf, node) : null;

    internal sealed override LinkEnd? OnSegment(string segment, IpAddress address) => Underlay.Find(segment, address);

    internal sealed override (WalkEnd End, string Reason)? WhyUnknownToRouter(Packet packet)
    {
        string holder = StackWith(packet.Destination);
        return _pods.ContainsKey(holder) || PodRanges.Any(range => range.Contains(packet.Destination)) ? (WalkEnd.NotAnnounced, Missing(NodeOf(StackWith(packet.Source)), packet.Destination))
            : _nodes.TryGetValue(holder, out ClusterNode? node) ? (WalkEnd.NeighborUnknown, $"`{node.Name}` has {packet.Destination} on an interface that is not on the network between nodes; there it has {string.Join(" and ", Underlay.AddressesOf(node))}")
            : null;
    }

    /// <summary>Why a packet to a pod came to the router, and why that does not know the pod.</summary>
    /// <param name="from">The node whose routes led there; null where the packet comes from outside.</param>
    /// <param name="destination">The pod's address.</param>
    private protected virtual string Missing(ClusterNode? from, IpAddress destination) =>
        $"{(from is null ? "" : $"`{from.Name}` has no route to {destination}, and ")}the router does not know which node has {destination}";

    /// <summary>Says which stack has further addresses.</summary>
    private protected void Place(string stack, IEnumerable<IpAddress> addresses)
    {
        foreach (IpAddress address in addresses)
        {
            _stacks[address] = stack;
        }
    }

    private protected abstract NetworkStack BuildNode(ClusterNode node, IEnumerable<ClusterPod> pods);

    private protected abstract NetworkStack BuildPod(ClusterPod pod);

    private protected abstract NodeRules BuildRules(ClusterNode node, NetworkStack stack, NodeProxy? services);

    private ClusterNode? NodeOf(string stack) => _nodes.GetValueOrDefault(_pods.TryGetValue(stack, out ClusterPod? pod) ? pod.Node : stack);

    private NodeRules RulesOf(string name, ClusterNode node)
    {
        NetworkStack stack = Stack(name)!;
        return BuildRules(node, stack, Cluster.Proxy is { } proxy && !Cluster.Services.IsEmpty ? NodeProxy.Build(new ProxyNode(name) { Addresses = AddressesOf(stack) }, proxy, Cluster.Services) : null);
    }

    private static ImmutableArray<IpAddress> AddressesOf(NetworkStack stack) =>
        [.. stack.Devices.SelectMany(device => device.Addresses).Select(address => address.Address).Distinct()];
}
