using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>
/// With which addresses nodes are on the network between them: their own, unless Kubernetes has another and the own is that of
/// Docker's bridge, or on a subnet with neither that one nor another node although other nodes are with that one or with one another.
/// An address without subnet is in that of another node that covers it. Where Kubernetes has more addresses of a node than the
/// network's agents use, the node is there with those too.
/// </summary>
internal sealed class Wires
{
    private readonly IpPrefix[] _told;
    private readonly Dictionary<IpPrefix, int> _members;
    private readonly HashSet<IpAddress> _shared;
    private readonly HostAddresses _hosts;
    private readonly Dictionary<string, NodeWires> _nodes = new(StringComparer.Ordinal);

    public Wires(ClusterNetwork cluster)
    {
        InterfaceAddress[] addresses = [.. cluster.Nodes.SelectMany(node => node.Addresses)];
        _told = [.. addresses.Select(address => address.Subnet).Where(subnet => !IsHost(subnet)).Distinct()];
        _members = addresses.GroupBy(own => Wired(own).Subnet).ToDictionary(subnet => subnet.Key, subnet => subnet.DistinctBy(own => own.Address).Count());
        _shared =
        [
            .. cluster.Nodes.SelectMany(node => node.Addresses.Select(own => own.Address).Union(node.InternalAddresses))
                .GroupBy(address => address)
                .Where(address => address.Count() > 1)
                .Select(address => address.Key),
        ];
        _hosts = new HostAddresses(cluster);
        foreach (ClusterNode node in cluster.Nodes)
        {
            _nodes[node.Name] = Wire(node);
        }
    }

    /// <summary>The range that Docker's bridge is in where nobody chose another.</summary>
    public static IpPrefix Docker { get; } = IpPrefix.Of(IpAddress.V4(0xAC11_0000), 16);

    /// <summary>The length of a subnet that no node tells.</summary>
    public static int UsualLength(IpFamily family) => family == IpFamily.V4 ? 24 : 64;

    /// <summary>A node's addresses on the network between nodes.</summary>
    public ImmutableArray<InterfaceAddress> Of(ClusterNode node) => _nodes[node.Name].Own;

    /// <summary>A node's address of a family on the network between nodes; null where it is not known.</summary>
    public InterfaceAddress? Of(ClusterNode node, IpFamily family) => Of(node).Where(own => own.Address.Family == family).Select(own => (InterfaceAddress?)own).FirstOrDefault();

    /// <summary>A node's own addresses that are on other interfaces.</summary>
    public ImmutableArray<InterfaceAddress> StrayOf(ClusterNode node) => _nodes[node.Name].Strays;

    /// <summary>
    /// A node's further addresses in Kubernetes, on the network as well: those of processes on the node, where the network's agents
    /// use another. An address that several nodes have, as behind a translation of their own each, leads to none of them.
    /// </summary>
    public ImmutableArray<InterfaceAddress> FurtherOf(ClusterNode node) => _nodes[node.Name].Further;

    /// <summary>A node's addresses in Kubernetes that none of its interfaces can have.</summary>
    public IEnumerable<IpAddress> ForeignOf(ClusterNode node) => node.InternalAddresses.Except(node.Addresses.Select(own => own.Address)).Where(address => !_hosts.Include(address));

    private NodeWires Wire(ClusterNode node)
    {
        ImmutableArray<(InterfaceAddress Told, InterfaceAddress? Real)> own = [.. node.Addresses.Select(told => (told, RealOf(node, told)))];
        ImmutableArray<InterfaceAddress> wired = [.. own.Select(address => address.Real ?? Wired(address.Told))];
        ImmutableArray<InterfaceAddress> strays = [.. own.Where(address => address.Real is not null).Select(address => address.Told)];
        return new NodeWires(wired, strays,
        [
            .. node.InternalAddresses
                .Except(wired.Concat(strays).Select(address => address.Address))
                .Where(address => !_shared.Contains(address) && _hosts.Include(address) && !node.Enis.Any(eni => eni.Assigned.Contains(address)))
                .Select(Wired),
        ]);
    }

    /// <summary>The address that a node has on the network in place of its own; null where that is there.</summary>
    private InterfaceAddress? RealOf(ClusterNode node, InterfaceAddress own)
    {
        if (node.InternalAddresses.Contains(own.Address))
        {
            return null;
        }

        IpAddress[] others = [.. node.InternalAddresses.Where(address => address.Family == own.Address.Family && _hosts.Include(address))];
        return others.Length > 0 && (Docker.Contains(own.Address) || IsElsewhere(own, others)) ? Wired(others[0]) : null;
    }

    /// <summary>Whether an address is on a subnet with no other node and none of its node's other addresses, and nodes are elsewhere.</summary>
    private bool IsElsewhere(InterfaceAddress own, IpAddress[] others)
    {
        IpPrefix subnet = Wired(own).Subnet;
        return _members[subnet] == 1 && !Array.Exists(others, subnet.Contains)
            && (_shared.Contains(own.Address) || _members.ContainsKey(Wired(others[0]).Subnet) || _members.Any(other => other.Key.Family == subnet.Family && other.Value > 1));
    }

    private InterfaceAddress Wired(InterfaceAddress own) => IsHost(own.Subnet) ? Wired(own.Address) : own;

    private InterfaceAddress Wired(IpAddress address) => new(address, _told
        .Where(subnet => subnet.Contains(address))
        .Select(subnet => subnet.Length)
        .DefaultIfEmpty(UsualLength(address.Family))
        .Max());

    private static bool IsHost(IpPrefix subnet) => subnet.Length == subnet.First.BitLength;
}
