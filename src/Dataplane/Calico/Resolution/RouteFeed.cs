using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico.Resolution;

/// <summary>
/// The routes of a node as Felix keeps them while updates arrive. A prefix is resolved again when something is said of it
/// itself, when the pool around it changes, and when a node that holds it changes; a change of the block around it alone does
/// not do that, so where allocations and endpoints contradict each other the routes depend on the order of updates.
/// </summary>
internal sealed class RouteFeed(string localNode)
{
    private readonly DestinationTable _table = new();
    private readonly SortedDictionary<IpPrefix, ResolvedRoute> _routes = new(PrefixOrder.Instance);
    private readonly Dictionary<string, (IpAddress Address, string Node)> _workloads = new(StringComparer.Ordinal);

    /// <summary>The routes as they stand.</summary>
    public IReadOnlyDictionary<IpPrefix, ResolvedRoute> Routes => _routes;

    /// <summary>The nodes as they stand.</summary>
    public IReadOnlyDictionary<string, ClusterNode> Nodes => _table.Nodes;

    /// <summary>Adds a node or replaces the one of its name; null takes it away.</summary>
    public void PutNode(string name, ClusterNode? node)
    {
        if (_table.Nodes.GetValueOrDefault(name) == node)
        {
            return;
        }

        (IpPrefix Prefix, bool Was)[] before = name == localNode ? [.. InSubnet()] : [];
        IReadOnlyList<IpPrefix> changed = _table.PutNode(name, node);
        Dictionary<IpPrefix, bool> after = name == localNode ? InSubnet().ToDictionary() : [];
        Refresh(changed
            .Concat(before.Where(held => held.Was != after.GetValueOrDefault(held.Prefix)).Select(held => held.Prefix))
            .Concat(_table.All.Where(entry => entry.Value.BlockNode == name || entry.Value.Users.Any(user => user.Node == name)).Select(entry => entry.Key)));
    }

    /// <summary>Says what is true of a pool's range; null takes it away.</summary>
    public void PutPool(IpPrefix range, PoolPart? pool)
    {
        if (_table.PutPool(range, pool))
        {
            Refresh(_table.All.Select(entry => entry.Key).Where(prefix => range.Covers(prefix)).Append(range));
        }
    }

    /// <summary>Says who holds a block and which of its addresses others hold.</summary>
    public void PutBlock(IpPrefix block, string? owner, IEnumerable<KeyValuePair<IpAddress, string>> allocations) => Refresh(_table.PutBlock(block, owner, allocations));

    /// <summary>Takes a block away.</summary>
    public void RemoveBlock(IpPrefix block) => Refresh(_table.RemoveBlock(block));

    /// <summary>Says which address a workload has, and where; null takes it away. What was said already changes nothing.</summary>
    public void PutWorkload(string name, (IpAddress Address, string Node)? workload)
    {
        (IpAddress Address, string Node)? before = _workloads.TryGetValue(name, out (IpAddress Address, string Node) known) ? known : null;
        if (before == workload)
        {
            return;
        }

        if (before is { } old)
        {
            _workloads.Remove(name);
            _table.RemoveWorkload(old.Address, old.Node);
            Refresh([IpPrefix.Of(old.Address)]);
        }

        if (workload is { } now)
        {
            _workloads[name] = now;
            _table.AddWorkload(now.Address, now.Node);
            Refresh([IpPrefix.Of(now.Address)]);
        }
    }

    private RouteResolver Resolver => new(_table, localNode);

    /// <summary>For every prefix that a node holds, whether that node is in this one's subnet.</summary>
    private IEnumerable<(IpPrefix Prefix, bool IsInSubnet)> InSubnet() =>
        from entry in _table.All
        let node = entry.Value.Users is [var user, ..] ? user.Node : entry.Value.BlockNode
        where node is not null
        select (entry.Key, Resolver.IsInSubnet(node, entry.Key.Family));

    private void Refresh(IEnumerable<IpPrefix> prefixes)
    {
        RouteResolver resolver = Resolver;
        foreach (IpPrefix prefix in prefixes.ToHashSet())
        {
            if (resolver.Resolve(prefix) is { } route)
            {
                _routes[prefix] = route;
            }
            else
            {
                _routes.Remove(prefix);
            }
        }
    }
}
