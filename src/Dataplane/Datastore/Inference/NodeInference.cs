using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>Completes nodes: their addresses, and the addresses of their tunnels where the datastore has none of any node.</summary>
internal sealed class NodeInference
{
    // The subnets of nodes that do not tell theirs.
    private const int UsualLength = 24;
    private const int UsualLengthV6 = 64;

    // RFC 2544 and RFC 5180.
    private static readonly IpPrefix s_benchmark = IpPrefix.Of(IpAddress.V4(0xC612_0000), 15);
    private static readonly IpPrefix s_benchmarkV6 = IpPrefix.Of(IpAddress.V6((UInt128)0x2001_0002 << 96), 48);

    private readonly PolicyModel _model;
    private readonly ClusterNetwork _told;
    private readonly Assumptions _assumptions;
    private readonly bool _hasTunnels;

    public NodeInference(PolicyModel model, ClusterNetwork told, Assumptions assumptions)
    {
        (_model, _told, _assumptions) = (model, told, assumptions);
        _hasTunnels = told.Nodes.Any(node => (node.IpipTunnel ?? node.VxlanTunnelV4 ?? node.VxlanTunnelV6) is not null);
    }

    /// <summary>The nodes of the dump, and those that it does not have and pods run on.</summary>
    public ImmutableArray<ClusterNode> Complete()
    {
        ILookup<string, IpFamily> families = (from pod in _told.Pods from address in pod.Addresses select (pod.Node, address.Family)).Distinct().ToLookup(pair => pair.Node, pair => pair.Family, StringComparer.Ordinal);
        HashSet<string> known = [.. _told.Nodes.Select(node => node.Name)];
        IEnumerable<ClusterNode> nodes =
        [
            .. _told.Nodes.Zip(_model.Nodes).Select((pair, number) => Complete(pair.First, pair.Second, number)),
            .. families.Select(pair => pair.Key).Where(name => name.Length > 0 && !known.Contains(name)).Order(StringComparer.Ordinal).Select(name => new ClusterNode(name)),
        ];
        return [.. nodes.Select((node, number) => node with
        {
            V4 = node.V4 ?? (families[node.Name].Contains(IpFamily.V4) ? Invented(node, IpFamily.V4, number) : null),
            V6 = node.V6 ?? (families[node.Name].Contains(IpFamily.V6) ? Invented(node, IpFamily.V6, number) : null),
        })];
    }

    /// <summary>An address for a node that the dump gives none: one of those that are set aside for trying out networks.</summary>
    private InterfaceAddress Invented(ClusterNode node, IpFamily family, int number)
    {
        IpPrefix range = family == IpFamily.V4 ? s_benchmark : s_benchmarkV6;
        _assumptions.Add($"the node's address is not told; it is taken to be one of {range}", node.Name);
        return new InterfaceAddress(range.AddressAt((UInt128)number + 1), range.Length);
    }

    private ClusterNode Complete(ClusterNode told, Node node, int number)
    {
        ClusterNode known = told with { V4 = AddressOf(told, node, IpFamily.V4), V6 = AddressOf(told, node, IpFamily.V6) };
        if (_hasTunnels)
        {
            return known;
        }

        bool isIpip = _told.Pools.Any(pool => pool.Ipip != EncapsulationMode.Never);
        return known with
        {
            IpipTunnel = isIpip ? TunnelOf(node, IpFamily.V4, number) : null,
            VxlanTunnelV4 = VxlanPool(IpFamily.V4) is null ? null : TunnelOf(node, IpFamily.V4, number),
            VxlanTunnelV6 = VxlanPool(IpFamily.V6) is null ? null : TunnelOf(node, IpFamily.V6, number),
        };
    }

    private InterfaceAddress? AddressOf(ClusterNode told, Node node, IpFamily family)
    {
        if (told.Address(family) is { } given && given.Length < given.Address.BitLength)
        {
            return given;
        }

        IpAddress? address = told.Address(family)?.Address ?? First(node.Addresses, family);
        if (address is not { } own)
        {
            return null;
        }

        if (told.Address(family) is null)
        {
            _assumptions.Add("the node's address is taken to be the first that Kubernetes gives", node.Name);
        }

        return new InterfaceAddress(own, LengthOf(node, own));
    }

    private int LengthOf(Node node, IpAddress address)
    {
        int usual = address.Family == IpFamily.V4 ? UsualLength : UsualLengthV6;
        int? told = node.Subnets.Where(subnet => subnet.Contains(address) && subnet.Length < address.BitLength).Select(subnet => (int?)subnet.Length).FirstOrDefault();
        if (told is null)
        {
            _assumptions.Add(string.Create(CultureInfo.InvariantCulture, $"the node's subnet is taken to be a /{usual}"), node.Name);
        }

        return told ?? usual;
    }

    /// <summary>The address of a node's tunnel. VXLAN needs one: where the input gives none, it is one from the end of the pool.</summary>
    private IpAddress? TunnelOf(Node node, IpFamily family, int number)
    {
        if (First(node.TunnelAddresses, family) is { } told)
        {
            return told;
        }

        if (VxlanPool(family) is not { } pool || pool.Cidr.LastOrdinal() <= (UInt128)number)
        {
            return null;
        }

        _assumptions.Add("the address of the node's tunnel is taken to be one from the end of the pool", node.Name);
        return pool.Cidr.AddressAt(pool.Cidr.LastOrdinal() - (UInt128)number);
    }

    private AddressPool? VxlanPool(IpFamily family) => _told.Pools.FirstOrDefault(pool => pool.Vxlan != EncapsulationMode.Never && pool.Cidr.Family == family);

    private static IpAddress? First(ImmutableArray<IpAddress> addresses, IpFamily family)
    {
        foreach (IpAddress address in addresses.Where(address => address.Family == family))
        {
            return address;
        }

        return null;
    }
}
