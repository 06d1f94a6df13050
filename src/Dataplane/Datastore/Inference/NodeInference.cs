using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>Completes nodes: their addresses, and the addresses of their tunnels where the datastore has none of any node.</summary>
internal sealed class NodeInference
{
    // RFC 2544 and RFC 5180.
    private static readonly IpPrefix s_benchmark = IpPrefix.Of(IpAddress.V4(0xC612_0000), 15);
    private static readonly IpPrefix s_benchmarkV6 = IpPrefix.Of(IpAddress.V6((UInt128)0x2001_0002 << 96), 48);

    private readonly PolicyModel _model;
    private readonly ClusterNetwork _told;
    private readonly Assumptions _assumptions;
    private readonly TunnelInference _tunnels;
    private readonly bool _hasTunnels;
    private readonly bool _isFlannels;

    public NodeInference(PolicyModel model, ClusterNetwork told, StoredIpam ipam, NetworkProvider provider, Assumptions assumptions)
    {
        (_model, _told, _assumptions) = (model, told, assumptions);
        _isFlannels = provider is NetworkProvider.Flannel or NetworkProvider.Canal;
        _tunnels = new TunnelInference(told, ipam, assumptions);
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
        ImmutableArray<ClusterNode> completed =
        [
            .. nodes.Select((node, number) => node with
            {
                V4 = node.V4 ?? (families[node.Name].Contains(IpFamily.V4) ? Invented(node, IpFamily.V4, number) : null),
                V6 = node.V6 ?? (families[node.Name].Contains(IpFamily.V6) ? Invented(node, IpFamily.V6, number) : null),
            }),
        ];
        Tell(completed);
        return completed;
    }

    /// <summary>Says what is made of addresses that nodes have besides those of the network's agents.</summary>
    private void Tell(ImmutableArray<ClusterNode> completed)
    {
        Wires wires = new(_told with { Nodes = completed });
        foreach (ClusterNode node in completed)
        {
            if (!wires.FurtherOf(node).IsEmpty)
            {
                _assumptions.Add("the node has further addresses; what leaves the cluster is taken to leave by the address that the network's agents use", node.Name);
            }

            foreach (IpAddress foreign in wires.ForeignOf(node))
            {
                _assumptions.Add($"{foreign}, which Kubernetes has for the node, is taken not to be its own: it is a pod's, a tunnel's or good for one link only", node.Name);
            }
        }
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

        return known with
        {
            IpipTunnel = _tunnels.Ipip(node, number),
            VxlanTunnelV4 = _tunnels.Vxlan(node, IpFamily.V4, number),
            VxlanTunnelV6 = _tunnels.Vxlan(node, IpFamily.V6, number),
        };
    }

    private InterfaceAddress? AddressOf(ClusterNode told, Node node, IpFamily family)
    {
        if (told.Address(family) is { } given)
        {
            return given.Length < given.Address.BitLength ? given : WithoutSubnet(given, node);
        }

        // Annotations may be left over from a Flannel that was replaced.
        if (_isFlannels && PublicAddress(told, family) is { } chosen)
        {
            return new InterfaceAddress(chosen, LengthOf(node, chosen));
        }

        if (First(node.Addresses, family) is not { } own)
        {
            return null;
        }

        _assumptions.Add("the node's address is taken to be the first that Kubernetes gives", node.Name);
        return new InterfaceAddress(own, LengthOf(node, own));
    }

    /// <summary>The address that Flannel's daemon chose; null where it told none, or one that an administrator set, which need not be on the node.</summary>
    private static IpAddress? PublicAddress(ClusterNode told, IpFamily family)
    {
        (string chosen, string overwrite) = family == IpFamily.V4
            ? (FlannelAnnotations.PublicIp, FlannelAnnotations.PublicIpOverwrite)
            : (FlannelAnnotations.PublicIpV6, FlannelAnnotations.PublicIpV6Overwrite);
        string? text = told.Annotations.GetValueOrDefault(chosen);
        return IpAddress.TryParse(text, out IpAddress address) && address.Family == family && told.Annotations.GetValueOrDefault(overwrite) != text ? address : null;
    }

    // To Calico no other node is in its subnet, however they are wired.
    private InterfaceAddress WithoutSubnet(InterfaceAddress given, Node node)
    {
        _assumptions.Add(string.Create(CultureInfo.InvariantCulture, $"the node's address has no subnet; where no other node tells one it is taken to be on a network of /{Wires.UsualLength(given.Address.Family)}"), node.Name);
        return given;
    }

    private int LengthOf(Node node, IpAddress address)
    {
        int usual = Wires.UsualLength(address.Family);
        int? told = node.Subnets.Where(subnet => subnet.Contains(address) && subnet.Length < address.BitLength).Select(subnet => (int?)subnet.Length).FirstOrDefault();
        if (told is null)
        {
            _assumptions.Add(string.Create(CultureInfo.InvariantCulture, $"the node's subnet is taken to be a /{usual}"), node.Name);
        }

        return told ?? usual;
    }

    private static IpAddress? First(ImmutableArray<IpAddress> addresses, IpFamily family)
    {
        foreach (IpAddress address in addresses.Where(address => address.Family == family))
        {
            return address;
        }

        return null;
    }
}
