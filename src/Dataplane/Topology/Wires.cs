using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>
/// With which addresses nodes are on the network between them: their own, unless Kubernetes has another and the own is that of
/// Docker's bridge, or on a subnet with neither that one nor another node. An address without subnet is in that of another node
/// that covers it. Where Kubernetes has more addresses of a node than the network's agents use, the node is there with those too.
/// </summary>
internal sealed class Wires
{
    private readonly IpPrefix[] _told;
    private readonly Dictionary<IpPrefix, int> _members;
    private readonly HashSet<IpAddress> _shared;

    public Wires(ImmutableArray<ClusterNode> nodes)
    {
        InterfaceAddress[] addresses = [.. nodes.SelectMany(node => node.Addresses)];
        _told = [.. addresses.Select(address => address.Subnet).Where(subnet => !IsHost(subnet)).Distinct()];
        _members = addresses.GroupBy(own => Wired(own).Subnet).ToDictionary(subnet => subnet.Key, subnet => subnet.DistinctBy(own => own.Address).Count());
        _shared =
        [
            .. nodes.SelectMany(node => node.Addresses.Select(own => own.Address).Union(node.InternalAddresses))
                .GroupBy(address => address)
                .Where(address => address.Count() > 1)
                .Select(address => address.Key),
        ];
    }

    /// <summary>The range that Docker's bridge is in where nobody chose another.</summary>
    public static IpPrefix Docker { get; } = IpPrefix.Of(IpAddress.V4(0xAC11_0000), 16);

    /// <summary>The length of a subnet that no node tells.</summary>
    public static int UsualLength(IpFamily family) => family == IpFamily.V4 ? 24 : 64;

    /// <summary>A node's addresses on the network between nodes.</summary>
    public IEnumerable<InterfaceAddress> Of(ClusterNode node) => node.Addresses.Select(own => Of(node, own));

    /// <summary>A node's address of a family on the network between nodes; null where it is not known.</summary>
    public InterfaceAddress? Of(ClusterNode node, IpFamily family) => node.Address(family) is { } own ? Of(node, own) : null;

    /// <summary>A node's own addresses that are on other interfaces.</summary>
    public IEnumerable<InterfaceAddress> StrayOf(ClusterNode node) => node.Addresses.Where(own => RealOf(node, own) is not null);

    /// <summary>
    /// A node's further addresses in Kubernetes, on the network as well: those of processes on the node, where the network's agents
    /// use another. An address that several nodes have, as behind a translation of their own each, leads to none of them.
    /// </summary>
    public IEnumerable<InterfaceAddress> FurtherOf(ClusterNode node) => node.InternalAddresses
        .Except(Of(node).Concat(StrayOf(node)).Select(own => own.Address))
        .Where(address => !_shared.Contains(address) && !node.Enis.Any(eni => eni.Assigned.Contains(address)))
        .Select(address => new InterfaceAddress(address, LengthOf(address)));

    private InterfaceAddress Of(ClusterNode node, InterfaceAddress own) => RealOf(node, own) ?? Wired(own);

    /// <summary>The address that a node has on the network in place of its own; null where that is there.</summary>
    private InterfaceAddress? RealOf(ClusterNode node, InterfaceAddress own)
    {
        IpAddress[] known = [.. node.InternalAddresses.Where(address => address.Family == own.Address.Family)];
        IpPrefix subnet = Wired(own).Subnet;
        bool isAlone = _members[subnet] == 1 && !Array.Exists(known, subnet.Contains);
        return known.Length > 0 && !known.Contains(own.Address) && (isAlone || Docker.Contains(own.Address)) ? new InterfaceAddress(known[0], LengthOf(known[0])) : null;
    }

    private InterfaceAddress Wired(InterfaceAddress own) => IsHost(own.Subnet) ? new InterfaceAddress(own.Address, LengthOf(own.Address)) : own;

    private int LengthOf(IpAddress address) => _told
        .Where(subnet => subnet.Contains(address))
        .Select(subnet => subnet.Length)
        .DefaultIfEmpty(UsualLength(address.Family))
        .Max();

    private static bool IsHost(IpPrefix subnet) => subnet.Length == subnet.First.BitLength;
}
