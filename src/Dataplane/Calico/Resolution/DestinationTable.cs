using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico.Resolution;

/// <summary>
/// What the datastore says of every prefix, the same for all nodes: pools, blocks with the allocations that are not their
/// owner's, addresses of nodes, of tunnels and of workloads. Every change returns the prefixes it is about.
/// </summary>
internal sealed class DestinationTable
{
    private readonly PrefixTable<Destination> _destinations = new();
    private readonly Dictionary<string, ClusterNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<IpPrefix, Dictionary<IpPrefix, string>> _blocks = [];

    /// <summary>What the datastore of a cluster says.</summary>
    public static DestinationTable Of(ClusterNetwork cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        DestinationTable table = new();
        foreach (ClusterNode node in cluster.Nodes)
        {
            table.PutNode(node.Name, node);
        }

        foreach (Addressing.AddressPool pool in cluster.Pools)
        {
            table.PutPool(pool.Cidr, Encapsulations.PartOf(pool));
        }

        foreach (ClusterBlock block in cluster.Blocks)
        {
            table.PutBlock(block.Cidr, block.Node, block.Holders);
        }

        foreach (ClusterPod pod in cluster.Pods)
        {
            foreach (IpAddress address in pod.Addresses)
            {
                table.AddWorkload(address, pod.Node);
            }
        }

        return table;
    }

    /// <summary>All prefixes of which something is said.</summary>
    public IEnumerable<KeyValuePair<IpPrefix, Destination>> All => _destinations.All;

    /// <summary>The nodes.</summary>
    public IReadOnlyDictionary<string, ClusterNode> Nodes => _nodes;

    /// <summary>What is said of exactly a prefix; null where nothing is.</summary>
    public Destination? Find(IpPrefix prefix) => _destinations.TryGet(prefix, out Destination? destination) ? destination : null;

    /// <summary>Fills <paramref name="path"/> with what is said of all prefixes that contain <paramref name="prefix"/>, the shortest first.</summary>
    public void CopyPath(IpPrefix prefix, List<KeyValuePair<IpPrefix, Destination>> path) => _destinations.CopyPath(prefix, path);

    /// <summary>The longest prefix that contains an address and of which something is said.</summary>
    public Destination? Longest(IpAddress address) => _destinations.Longest(address);

    /// <summary>Adds a node or replaces the one of its name; null takes it away.</summary>
    public IReadOnlyList<IpPrefix> PutNode(string name, ClusterNode? node)
    {
        ClusterNode? before = _nodes.GetValueOrDefault(name);
        if (before == node)
        {
            return [];
        }

        HashSet<IpPrefix> changed = [];
        Swap(HostsOf(before), HostsOf(node), static (destination, host) => destination.RemoveHost(host), static (destination, host) => destination.AddHost(host), changed);
        Swap(TunnelsOf(before), TunnelsOf(node), static (destination, user) => destination.RemoveUser(user), static (destination, user) => destination.AddUser(user), changed);
        if (node is null)
        {
            _nodes.Remove(name);
        }
        else
        {
            _nodes[name] = node;
        }

        return [.. changed];
    }

    /// <summary>Says what is true of a pool's range; null takes it away.</summary>
    public bool PutPool(IpPrefix range, PoolPart? pool)
    {
        bool isNew = Find(range)?.Pool != pool;
        if (isNew)
        {
            Change(range, destination => destination.Pool = pool);
        }

        return isNew;
    }

    /// <summary>Says who holds a block and which of its addresses others hold.</summary>
    /// <param name="block">The block.</param>
    /// <param name="owner">The node it belongs to; null where it has none.</param>
    /// <param name="allocations">The addresses in use whose node is known.</param>
    public IReadOnlyList<IpPrefix> PutBlock(IpPrefix block, string? owner, IEnumerable<KeyValuePair<IpAddress, string>> allocations)
    {
        Dictionary<IpPrefix, string> after = [];
        foreach ((IpAddress address, string node) in allocations)
        {
            if (node != owner)
            {
                after[IpPrefix.Of(address)] = node;
            }
        }

        if (owner is not null)
        {
            after[block] = owner;
        }

        return SwapBlock(block, after);
    }

    /// <summary>Takes a block away.</summary>
    public IReadOnlyList<IpPrefix> RemoveBlock(IpPrefix block) => SwapBlock(block, []);

    /// <summary>Adds a workload's address.</summary>
    public void AddWorkload(IpAddress address, string node) => Change(IpPrefix.Of(address), destination => destination.AddUser(new(node, AddressUse.Workload)));

    /// <summary>Takes a workload's address away.</summary>
    public void RemoveWorkload(IpAddress address, string node) => Change(IpPrefix.Of(address), destination => destination.RemoveUser(new(node, AddressUse.Workload)));

    private List<IpPrefix> SwapBlock(IpPrefix block, Dictionary<IpPrefix, string> after)
    {
        Dictionary<IpPrefix, string> before = _blocks.GetValueOrDefault(block, []);
        List<IpPrefix> changed = [.. before.Keys.Union(after.Keys).Where(prefix => before.GetValueOrDefault(prefix) != after.GetValueOrDefault(prefix))];
        changed.ForEach(prefix => Change(prefix, destination => destination.BlockNode = after.GetValueOrDefault(prefix)));
        _blocks[block] = after;
        if (after.Count == 0)
        {
            _blocks.Remove(block);
        }

        return changed;
    }

    private void Swap<T>(IEnumerable<(IpPrefix Prefix, T Item)> before, IEnumerable<(IpPrefix Prefix, T Item)> after, Action<Destination, T> remove, Action<Destination, T> add, HashSet<IpPrefix> changed)
    {
        List<(IpPrefix Prefix, T Item)> gone = [.. before.Except(after)];
        List<(IpPrefix Prefix, T Item)> come = [.. after.Except(before)];
        gone.ForEach(entry => Change(entry.Prefix, destination => remove(destination, entry.Item)));
        come.ForEach(entry => Change(entry.Prefix, destination => add(destination, entry.Item)));
        changed.UnionWith(gone.Concat(come).Select(entry => entry.Prefix));
    }

    private void Change(IpPrefix prefix, Action<Destination> change)
    {
        Destination destination = Find(prefix) ?? new Destination();
        change(destination);
        if (destination.IsEmpty)
        {
            _destinations.Remove(prefix);
        }
        else
        {
            _destinations.Put(prefix, destination);
        }
    }

    private static IEnumerable<(IpPrefix Prefix, string Node)> HostsOf(ClusterNode? node) =>
        from address in new[] { node?.V4?.Address, node?.V6?.Address }
        where address is not null
        select (IpPrefix.Of(address.Value), node!.Name);

    private static IEnumerable<(IpPrefix Prefix, AddressUser User)> TunnelsOf(ClusterNode? node) =>
        from tunnel in new (IpAddress? Address, AddressUse Use)[]
        {
            (node?.IpipTunnel, AddressUse.Ipip),
            (node?.VxlanTunnelV4, AddressUse.Vxlan),
            (node?.VxlanTunnelV6, AddressUse.Vxlan),
            (node?.WireguardTunnelV4, AddressUse.Wireguard),
            (node?.WireguardTunnelV6, AddressUse.Wireguard),
        }
        where tunnel.Address is not null
        select (IpPrefix.Of(tunnel.Address!.Value), new AddressUser(node!.Name, tunnel.Use));
}
