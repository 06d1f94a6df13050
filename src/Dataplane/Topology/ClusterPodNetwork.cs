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
    /// <summary>What helps packets from outside to pods.</summary>
    internal const string UseService = "enter by a Service with a node port or a load balancer's address";

    /// <summary>What helps packets to addresses that nothing has.</summary>
    internal const string UseAddress = "see that a pod has the address";

    private const string Zone = "topology.kubernetes.io/zone";

    private readonly Dictionary<string, ClusterNode> _nodes;
    private readonly Dictionary<string, ClusterPod> _pods = new(StringComparer.Ordinal);
    private readonly ILookup<string, ClusterPod> _podsByNode;
    private readonly Dictionary<IpAddress, string> _stacks = [];
    private readonly ConcurrentDictionary<string, NodeRules> _rules = new(StringComparer.Ordinal);
    private readonly Lazy<ServiceRanges> _services;

    private protected ClusterPodNetwork(ClusterNetwork cluster)
        : this(cluster, new Underlay(cluster))
    {
    }

    private protected ClusterPodNetwork(ClusterNetwork cluster, Underlay underlay)
    {
        Cluster = cluster;
        Underlay = underlay;
        _services = new(() => new ServiceRanges(cluster));
        _nodes = cluster.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        _podsByNode = cluster.Pods.ToLookup(pod => pod.Node, StringComparer.Ordinal);
        foreach (ClusterNode node in cluster.Nodes)
        {
            Place(node.Name, node.Addresses.Select(address => address.Address).Concat(Underlay.AddressesOf(node)));
        }

        // Of two pods with one address the one counts that takes it over.
        foreach (ClusterPod pod in cluster.Pods.OrderBy(pod => pod.MigratesFrom is not null))
        {
            _pods[pod.Stack] = pod;
            Place(pod.Stack, pod.Addresses);
        }
    }

    private protected ClusterNetwork Cluster { get; }

    private protected Underlay Underlay { get; }

    /// <summary>What the router between the nodes learns by other means than its own interfaces.</summary>
    private protected virtual IEnumerable<Route> Learned => [];

    /// <summary>The router's ways to nodes for addresses of Services; to an address of a node its subnet leads.</summary>
    private IEnumerable<Route> Entrances => Cluster.Entrances
        .Where(entrance => _nodes.ContainsKey(entrance.Value) && !(Node(StackWith(entrance.Key)) is { } holder && Underlay.AddressesOf(holder).Contains(entrance.Key)))
        .SelectMany(entrance => Underlay.RoutesVia(_nodes[entrance.Value], [IpPrefix.Of(entrance.Key)]));

    /// <summary>The node of a name; null where there is none.</summary>
    private protected ClusterNode? Node(string name) => _nodes.GetValueOrDefault(name);

    /// <summary>The ranges that pods have their addresses from.</summary>
    private protected virtual IEnumerable<IpPrefix> PodRanges => Cluster.Pools.Select(pool => pool.Cidr);

    /// <inheritdoc/>
    public sealed override string StackWith(IpAddress address) => _stacks.GetValueOrDefault(address, Outside);

    /// <inheritdoc/>
    protected sealed override NetworkStack? Build(string name) => name switch
    {
        Router => Underlay.Router([.. Entrances, .. Learned]),
        Outside => Underlay.Outside(),
        _ => _nodes.TryGetValue(name, out ClusterNode? node) ? BuildNode(node, _podsByNode[name]) : _pods.TryGetValue(name, out ClusterPod? pod) ? BuildPod(pod) : null,
    };

    internal sealed override NodeRules? RulesOf(string stack) => _nodes.TryGetValue(stack, out ClusterNode? node) ? _rules.GetOrAdd(stack, RulesOf, node) : null;

    internal sealed override LinkEnd? OnSegment(string segment, IpAddress address) => Underlay.Find(segment, address);

    internal sealed override Loss? WhyLost(Packet packet, string? last)
    {
        IpAddress destination = packet.Destination;
        string holder = StackWith(destination);
        return _pods.ContainsKey(holder) || PodRanges.Any(range => range.Contains(destination)) ? Missing(last is null ? null : Node(last), destination)
            : _nodes.TryGetValue(holder, out ClusterNode? node) ? new Loss(WalkEnd.LostOutside, $"`{node.Name}` has {destination} on an interface that is not on the network between nodes; there it has {string.Join(" and ", Underlay.AddressesOf(node))}")
            : _services.Value.WhyLost(packet, last);
    }

    /// <summary>Why a packet to a pod came to the router, and why that does not know the pod.</summary>
    /// <param name="from">The node whose route led there; null where the packet comes from outside.</param>
    /// <param name="destination">The pod's address.</param>
    private protected virtual Loss Missing(ClusterNode? from, IpAddress destination) => new(
        WalkEnd.NotAnnounced,
        $"{(from is null ? "" : $"`{from.Name}` has no route to {destination}, and ")}the router does not know which node has {destination}",
        from is null ? UseService : UseAddress);

    /// <summary>Says which stack has further addresses.</summary>
    private protected void Place(string stack, IEnumerable<IpAddress> addresses)
    {
        foreach (IpAddress address in addresses)
        {
            _stacks[address] = stack;
        }
    }

    private protected abstract NetworkStack BuildNode(ClusterNode node, IEnumerable<ClusterPod> pods);

    private protected abstract NetworkStack? BuildPod(ClusterPod pod);

    private protected abstract NodeRules BuildRules(ClusterNode node, NetworkStack stack, NodeProxy? services);

    private NodeRules RulesOf(string name, ClusterNode node)
    {
        NetworkStack stack = Stack(name)!;
        return BuildRules(node, stack, Cluster.Proxy is { } proxy ? NodeProxy.Build(new ProxyNode(name) { Addresses = [.. AddressesOf(node, stack)], Zone = node.Labels[Zone] }, proxy, Cluster.Services) : null);
    }

    // What Kubernetes has as the node's own is so to kube-proxy, whatever the network's agents found.
    private static IEnumerable<IpAddress> AddressesOf(ClusterNode node, NetworkStack stack)
    {
        IpAddress[] all = [.. stack.Devices.SelectMany(device => device.Addresses).Select(address => address.Address)];
        return node.InternalAddresses.Intersect(all).Union(all);
    }
}
