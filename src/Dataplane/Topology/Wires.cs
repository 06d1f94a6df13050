using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>
/// With which addresses nodes are on the network between them: their own, unless Kubernetes has another and the own is that of
/// Docker's bridge, or on a subnet with neither that one nor another node.
/// </summary>
internal sealed class Wires
{
    // The subnets of addresses that no node tells one for.
    private const int UsualLength = 24;
    private const int UsualLengthV6 = 64;

    private readonly Dictionary<IpPrefix, int> _members;

    public Wires(ImmutableArray<ClusterNode> nodes) =>
        _members = nodes.SelectMany(node => node.Addresses).GroupBy(address => address.Subnet).ToDictionary(subnet => subnet.Key, subnet => subnet.Count());

    /// <summary>The range that Docker's bridge is in where nobody chose another.</summary>
    public static IpPrefix Docker { get; } = IpPrefix.Of(IpAddress.V4(0xAC11_0000), 16);

    /// <summary>A node's addresses on the network between nodes.</summary>
    public IEnumerable<InterfaceAddress> Of(ClusterNode node) => node.Addresses.Select(own => RealOf(node, own) ?? own);

    /// <summary>A node's own addresses that are on other interfaces.</summary>
    public IEnumerable<InterfaceAddress> StrayOf(ClusterNode node) => node.Addresses.Where(own => RealOf(node, own) is not null);

    /// <summary>The address that a node has on the network in place of its own; null where that is there.</summary>
    private InterfaceAddress? RealOf(ClusterNode node, InterfaceAddress own)
    {
        IpAddress[] known = [.. node.InternalAddresses.Where(address => address.Family == own.Address.Family)];
        bool isAlone = _members[own.Subnet] == 1 && !Array.Exists(known, own.Subnet.Contains);
        return known.Length > 0 && !known.Contains(own.Address) && (isAlone || Docker.Contains(own.Address)) ? new InterfaceAddress(known[0], LengthOf(known[0])) : null;
    }

    private int LengthOf(IpAddress address) => _members.Keys
        .Where(subnet => subnet.Contains(address))
        .Select(subnet => subnet.Length)
        .DefaultIfEmpty(address.Family == IpFamily.V4 ? UsualLength : UsualLengthV6)
        .Max();
}
