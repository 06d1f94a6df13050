using System.Collections.Immutable;
using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>A cluster with Calico, built from a plan: addresses of pods and tunnels come from Calico's own assignment, so that blocks run full and addresses are borrowed.</summary>
internal sealed class World : ClusterWorld
{
    private const int PoolSize = 26;

    private readonly CalicoIpam _ipam = new();
    private readonly Dictionary<IpAddress, string> _holders = [];

    public World(Plan plan)
    {
        Plan = plan;
        AddressPool[] pools =
        [
            new AddressPool("v4", Prefix($"10.244.0.0/{Math.Min(PoolSize, plan.BlockSize - 2)}")) { BlockSize = plan.BlockSize, Ipip = plan.Ipip, Vxlan = plan.Vxlan, NatOutgoing = plan.TranslatesOutgoing },
            .. plan.IsDual ? [new AddressPool("v6", Prefix("fd00:10:244::/120")) { Vxlan = plan.Vxlan }] : Array.Empty<AddressPool>(),
        ];
        Array.ForEach(pools, pool => _ipam.PutPool(pool));
        ClusterNode[] nodes = [.. plan.Subnets.Select((subnet, number) => NodeOf(number, subnet))];
        ClusterPod[] pods = [.. plan.Pods.Select((node, number) => PodOf(number, node)).OfType<ClusterPod>()];
        Cluster = new ClusterNetwork
        {
            Nodes = [.. nodes],
            Pools = [.. pools],
            Pods = [.. pods],
            Blocks = [.. _ipam.Read().Blocks.Select(BlockOf)],
            IsRouterPeered = plan.Travel == Travel.Plain || plan.IsDual,
            Services = [ServiceOf(pods)],
            Proxy = new ProxySettings { PodRanges = [.. pools.Select(pool => pool.Cidr)] },
        };
        Settings = CalicoSettings.Default with { NatOutgoingExcludesHosts = plan.SparesHosts };
        Network = new CalicoNetwork(Cluster, Settings, OpenFilter.Instance);
    }

    /// <summary>The address and port of the one Service, whose backends are all pods with an IPv4 address.</summary>
    public static (IpAddress Address, ushort Port, ushort NodePort, ushort BackendPort) Service { get; } = (IpAddress.V4(0x0A60_000A), 80, 30080, 8080);

    public Plan Plan { get; }

    public override ClusterNetwork Cluster { get; }

    public CalicoSettings Settings { get; }

    public override CalicoNetwork Network { get; }

    /// <inheritdoc/>
    public override IEnumerable<IpPrefix> Ranges => [.. Cluster.Blocks.Select(block => block.Cidr), .. Cluster.Pools.Select(pool => pool.Cidr)];

    /// <summary>The assignment of addresses, as the datastore has it.</summary>
    public StoredIpam Ipam => new()
    {
        Blocks = [.. _ipam.Read().Blocks.Select(block => new StoredBlock(block.Cidr, block.Owner, [.. block.Allocations.Select((held, ordinal) => HolderOf(block.Cidr, held, ordinal))], block.Free))],
        Handles = [.. _ipam.Read().Handles.Select(handle => new StoredHandle(handle.Name, handle.Counts.ToImmutableDictionary()))],
    };

    /// <inheritdoc/>
    public override bool IsTranslated(ClusterPod pod, ClusterNode node, IpFamily family) =>
        Plan.TranslatesOutgoing && !Plan.SparesHosts && family == IpFamily.V4 && node.Name != pod.Node;

    public override string ToString() => Plan.ToString();

    private static ProxiedPort ServiceOf(IEnumerable<ClusterPod> pods) =>
        new(new ServicePortName("world", "all", ""), Protocol.Tcp, Service.Address, Service.Port)
        {
            NodePort = Service.NodePort,
            Backends = [.. from pod in pods from address in pod.Addresses where address.Family == IpFamily.V4 select new ServiceBackend(address, Service.BackendPort) { Node = pod.Node }],
        };

    private ClusterNode NodeOf(int number, int subnet)
    {
        string name = $"node-{number}";
        _ipam.PutNode(name, LabelSet.Empty);
        bool hasTunnel = Plan.Travel != Travel.Plain;
        bool isIpip = Plan.Ipip != EncapsulationMode.Never;
        IpAddress? tunnelV4 = hasTunnel ? Take(name, AddressUses.Tunnel, 1, 0) : null;
        IpAddress? tunnelV6 = hasTunnel && !isIpip && Plan.IsDual ? Take(name, AddressUses.Tunnel, 0, 1) : null;
        return new ClusterNode(name)
        {
            V4 = Interface($"192.168.{subnet}.{number + 1}/24"),
            V6 = Plan.IsDual ? Interface($"fd00:192:168:{subnet}::{number + 1}/64") : null,
            IpipTunnel = isIpip ? tunnelV4 : null,
            VxlanTunnelV4 = isIpip ? null : tunnelV4,
            VxlanTunnelV6 = tunnelV6,
        };
    }

    private ClusterPod? PodOf(int number, int node)
    {
        string name = $"node-{node}";
        IpAddress?[] addresses = [Take(name, AddressUses.Workload, 1, 0), Plan.IsDual ? Take(name, AddressUses.Workload, 0, 1) : null];
        return addresses.All(address => address is null) ? null : new ClusterPod("world", $"pod-{number}", name, [.. addresses.OfType<IpAddress>()]);
    }

    private IpAddress? Take(string node, AddressUses use, int v4, int v6)
    {
        AssignResult result = _ipam.Assign(new AssignRequest(node) { V4Count = v4, V6Count = v6, Use = use, Handle = $"{node}-{_holders.Count}" });
        IpAddress[] taken = [.. result.V4.Addresses.Concat(result.V6.Addresses).Select(address => address.Address)];
        if (taken.Length == 0)
        {
            return null;
        }

        _holders[taken[0]] = node;
        return taken[0];
    }

    private ClusterBlock BlockOf(AddressBlock block) => new(block.Cidr, block.Owner?.Name)
    {
        Holders = [.. _holders.Where(holder => block.Cidr.Contains(holder.Key)).OrderBy(holder => holder.Key)],
    };

    private StoredAllocation? HolderOf(IpPrefix block, Allocation? held, int ordinal) => held is null
        ? null
        : new StoredAllocation(held.Handle, new AddressAttributes { Node = _holders[block.AddressAt((UInt128)ordinal)] });
}
