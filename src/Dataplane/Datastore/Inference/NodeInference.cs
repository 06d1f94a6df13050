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

    private readonly PolicyModel _model;
    private readonly ClusterNetwork _told;
    private readonly Assumptions _assumptions;
    private readonly bool _hasTunnels;

    public NodeInference(PolicyModel model, ClusterNetwork told, Assumptions assumptions)
    {
        (_model, _told, _assumptions) = (model, told, assumptions);
        _hasTunnels = told.Nodes.Any(node => (node.IpipTunnel ?? node.VxlanTunnelV4 ?? node.VxlanTunnelV6) is not null);
    }

    public ImmutableArray<ClusterNode> Complete() => [.. _told.Nodes.Zip(_model.Nodes).Select((pair, number) => Complete(pair.First, pair.Second, number))];

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
