using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>
/// The network of a cluster as far as the policies' own model tells it: blocks are taken to belong to the node that has
/// most of their addresses, and addresses in no pool to travel between nodes as they are.
/// </summary>
internal sealed class ClusterOfModel(PolicyModel model)
{
    // The subnets of nodes that do not tell theirs.
    private const int UsualLength = 24;
    private const int UsualLengthV6 = 64;

    private readonly AddressPool[] _pools = [.. model.IpPools.Select(PoolOf)];

    public ClusterNetwork Build()
    {
        ImmutableArray<ClusterPod> pods = [.. model.Endpoints
            .Where(endpoint => endpoint.Kind == EndpointKind.Pod && endpoint.Node.Length > 0 && !endpoint.Addresses.IsEmpty)
            .Select(pod => new ClusterPod(pod.Namespace, pod.Name, pod.Node, [.. pod.Addresses.DistinctBy(address => address.Family)])
            {
                InterfaceName = pod.InterfaceName.Length > 0 ? pod.InterfaceName : null,
            })];
        ImmutableArray<AddressPool> pools = [.. _pools, .. PoolsAround(pods)];
        return new ClusterNetwork
        {
            Nodes = [.. model.Nodes.Select(NodeOf)],
            Pools = pools,
            Pods = pods,
            Blocks = [.. BlocksOf(pods, pools)],
            Services = ServicesOfModel.Of(model),
            Proxy = new ProxySettings { PodRanges = [.. pools.Select(pool => pool.Cidr)] },
            IsRouterPeered = true,
        };
    }

    private static AddressPool PoolOf(IpPool pool) => new(pool.Name, pool.Cidr)
    {
        Ipip = pool.Ipip,
        Vxlan = pool.Vxlan,
        NatOutgoing = pool.NatOutgoing,
        AllowedUses = pool.IsForLoadBalancersOnly ? AddressUses.LoadBalancer : AddressUses.Workload | AddressUses.Tunnel,
    };

    private ClusterNode NodeOf(Node node, int number)
    {
        IpAddress? v4 = TunnelOf(node, IpFamily.V4, number);
        return new ClusterNode(node.Name)
        {
            Labels = node.Labels,
            V4 = AddressOf(node, IpFamily.V4),
            V6 = AddressOf(node, IpFamily.V6),
            IpipTunnel = Array.Exists(_pools, pool => pool.Ipip != EncapsulationMode.Never) ? v4 : null,
            VxlanTunnelV4 = VxlanPool(IpFamily.V4) is null ? null : v4,
            VxlanTunnelV6 = VxlanPool(IpFamily.V6) is null ? null : TunnelOf(node, IpFamily.V6, number),
        };
    }

    /// <summary>The address of a node's tunnel. VXLAN needs one: where the input gives none, it is one from the end of the pool.</summary>
    private IpAddress? TunnelOf(Node node, IpFamily family, int number)
    {
        foreach (IpAddress address in node.TunnelAddresses.Where(address => address.Family == family))
        {
            return address;
        }

        return VxlanPool(family) is { } pool && pool.Cidr.LastOrdinal() > (UInt128)number ? pool.Cidr.AddressAt(pool.Cidr.LastOrdinal() - (UInt128)number) : null;
    }

    private AddressPool? VxlanPool(IpFamily family) => Array.Find(_pools, pool => pool.Vxlan != EncapsulationMode.Never && pool.Cidr.Family == family);

    private static InterfaceAddress? AddressOf(Node node, IpFamily family)
    {
        foreach (IpAddress address in node.Addresses.Where(address => address.Family == family))
        {
            int? length = node.Subnets.Where(subnet => subnet.Contains(address)).Select(subnet => (int?)subnet.Length).FirstOrDefault();
            return new InterfaceAddress(address, length ?? (family == IpFamily.V4 ? UsualLength : UsualLengthV6));
        }

        return null;
    }

    /// <summary>A pool for every pod's address that is in none.</summary>
    private IEnumerable<AddressPool> PoolsAround(IEnumerable<ClusterPod> pods) => pods
        .SelectMany(pod => pod.Addresses)
        .Where(address => !Array.Exists(_pools, pool => pool.Cidr.Contains(address)))
        .Distinct()
        .Select(address => new AddressPool($"around {address}", IpPrefix.Of(address)) { BlockSize = address.BitLength });

    private static IEnumerable<ClusterBlock> BlocksOf(IEnumerable<ClusterPod> pods, ImmutableArray<AddressPool> pools) =>
        from pod in pods
        from address in pod.Addresses
        let pool = pools.FirstOrDefault(pool => pool.Cidr.Contains(address))
        where pool is not null
        group (Address: address, pod.Node) by pool.BlockOf(address) into block
        let owner = block.GroupBy(held => held.Node, StringComparer.Ordinal).OrderByDescending(held => held.Count()).ThenBy(held => held.Key, StringComparer.Ordinal).First().Key
        select new ClusterBlock(block.Key, owner) { Holders = [.. block.Select(held => KeyValuePair.Create(held.Address, held.Node))] };
}
