using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico.Resolution;

/// <summary>
/// What one node makes of the datastore: for a prefix, everything that is said of it and of the ranges around it, in one
/// route (Felix's <c>L3RouteResolver</c>).
/// </summary>
/// <param name="table">What the datastore says.</param>
/// <param name="localNode">The node.</param>
internal sealed class RouteResolver(DestinationTable table, string localNode)
{
    /// <summary>What is at a prefix; null where nothing is said of it.</summary>
    public ResolvedRoute? Resolve(IpPrefix prefix)
    {
        List<KeyValuePair<IpPrefix, Destination>> path = [];
        table.CopyPath(prefix, path);
        if (path.Count == 0 || path[^1].Key != prefix)
        {
            return null;
        }

        var draft = new Draft();
        foreach ((IpPrefix range, Destination destination) in path)
        {
            Visit(draft, destination, range == prefix);
        }

        return draft.SaysSomething ? Finish(draft, prefix) : null;
    }

    /// <summary>What an address is that a node announces by itself, whatever is said of the block around it.</summary>
    public ResolvedRoute Announced(IpAddress address, string node)
    {
        List<KeyValuePair<IpPrefix, Destination>> path = [];
        table.CopyPath(IpPrefix.Of(address), path);
        var draft = new Draft { Node = node, Types = RouteTypes.RemoteWorkload };
        foreach (PoolPart pool in path.Select(entry => entry.Value.Pool).OfType<PoolPart>())
        {
            draft.Enter(pool);
        }

        return Finish(draft, IpPrefix.Of(address));
    }

    /// <summary>Whether a node's address lies in the subnet of this one.</summary>
    public bool IsInSubnet(string node, IpFamily family) =>
        table.Nodes.GetValueOrDefault(localNode)?.Address(family) is { } own
        && table.Nodes.GetValueOrDefault(node)?.Address(family) is { } other
        && own.Subnet.Contains(other.Address);

    private void Visit(Draft draft, Destination destination, bool isItself)
    {
        if (destination.Pool is { } pool)
        {
            draft.Enter(pool);
            draft.SaysSomething |= isItself;
        }

        if (destination.BlockNode is { } owner)
        {
            draft.IsBorrowed |= draft.BlockNode is not null && draft.BlockNode != owner;
            draft.BlockNode ??= owner;
            draft.Node = owner;
            draft.BlockTypes |= owner == localNode ? RouteTypes.LocalWorkload : RouteTypes.RemoteWorkload;
            draft.IsBlock = isItself;
            draft.SaysSomething |= isItself;
        }

        if (destination.Hosts is [var host, ..])
        {
            draft.Node = host;
            draft.Types |= host == localNode ? RouteTypes.LocalHost : RouteTypes.RemoteHost;
            draft.IsHost = isItself;
            draft.SaysSomething |= isItself;
        }

        VisitUsers(draft, destination, isItself);
    }

    private void VisitUsers(Draft draft, Destination destination, bool isItself)
    {
        int first = 0;
        while (first < destination.Users.Count && IsOthersWorkload(destination.Users[first]))
        {
            first++;
        }

        if (first == destination.Users.Count)
        {
            return;
        }

        AddressUser user = destination.Users[first];
        bool isLocal = user.Node == localNode;
        draft.Node = user.Node;
        draft.IsBorrowed |= draft.BlockNode is not null && draft.BlockNode != user.Node;
        draft.SaysSomething |= isItself;
        if (user.Use == AddressUse.Workload)
        {
            draft.Types |= RouteTypes.LocalWorkload;
            draft.IsLocalWorkload = true;
            return;
        }

        draft.Types |= isLocal ? RouteTypes.LocalTunnel : RouteTypes.RemoteTunnel;
        draft.IsTunnel = isItself;
        foreach (AddressUser other in destination.Users)
        {
            draft.Tunnels |= other.Node == user.Node ? other.Tunnels : TunnelTypes.None;
        }
    }

    // Addresses of other nodes' workloads are known by their blocks.
    private bool IsOthersWorkload(AddressUser user) => user.Use == AddressUse.Workload && user.Node != localNode;

    private ResolvedRoute Finish(Draft draft, IpPrefix prefix) => new(prefix)
    {
        Types = draft.IsHost || (draft.IsTunnel && !draft.IsBlock) ? draft.Types : draft.Types | draft.BlockTypes,
        PoolType = draft.PoolType,
        Node = draft.Node,
        NodeAddress = table.Nodes.TryGetValue(draft.Node, out ClusterNode? node) ? node.Address(prefix.Family)?.Address : null,
        SameSubnet = draft.CrossSubnet && IsInSubnet(draft.Node, prefix.Family),
        NatOutgoing = draft.NatOutgoing,
        IsLocalWorkload = draft.IsLocalWorkload,
        IsBorrowed = draft.IsBorrowed,
        Tunnels = draft.Tunnels,
    };

    private sealed class Draft
    {
        public RouteTypes Types { get; set; }

        public RouteTypes BlockTypes { get; set; }

        public PoolType PoolType { get; set; }

        public bool NatOutgoing { get; set; }

        public bool CrossSubnet { get; set; }

        public string Node { get; set; } = "";

        public string? BlockNode { get; set; }

        public bool IsBorrowed { get; set; }

        public bool IsLocalWorkload { get; set; }

        public bool IsBlock { get; set; }

        public bool IsHost { get; set; }

        public bool IsTunnel { get; set; }

        public TunnelTypes Tunnels { get; set; }

        public bool SaysSomething { get; set; }

        public void Enter(PoolPart pool)
        {
            PoolType = pool.Type == PoolType.None ? PoolType : pool.Type;
            NatOutgoing |= pool.NatOutgoing;
            CrossSubnet |= pool.CrossSubnet;
        }
    }
}
