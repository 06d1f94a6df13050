using System.Collections.Immutable;
using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Worlds;

/// <summary>A cluster built from a plan: addresses of pods and tunnels come from Calico's own assignment, so that blocks run full and addresses are borrowed.</summary>
internal sealed class World
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
        };
        Settings = CalicoSettings.Default with { NatOutgoingExcludesHosts = plan.SparesHosts };
        Network = new CalicoNetwork(Cluster, Settings, OpenFilter.Instance);
    }

    public Plan Plan { get; }

    public ClusterNetwork Cluster { get; }

    public CalicoSettings Settings { get; }

    public CalicoNetwork Network { get; }

    /// <summary>The assignment of addresses, as the datastore has it.</summary>
    public StoredIpam Ipam => new()
    {
        Blocks = [.. _ipam.Read().Blocks.Select(block => new StoredBlock(block.Cidr, block.Owner, [.. block.Allocations.Select((held, ordinal) => HolderOf(block.Cidr, held, ordinal))], block.Free))],
        Handles = [.. _ipam.Read().Handles.Select(handle => new StoredHandle(handle.Handle, handle.Counts))],
    };

    /// <summary>Every ordered pair of addresses of different pods in one family.</summary>
    public IEnumerable<(ClusterPod Source, IpAddress From, ClusterPod Destination, IpAddress To)> Pairs =>
        from source in Cluster.Pods
        from destination in Cluster.Pods
        where source != destination
        from @from in source.Addresses
        from to in destination.Addresses
        where @from.Family == to.Family
        select (source, @from, destination, to);

    public ClusterNode NodeNamed(string name) => Cluster.Nodes.Single(node => node.Name == name);

    public static Packet Probe(IpAddress source, IpAddress destination) => new(source, destination, TrafficPoint.Ports(Protocol.Tcp, 6379, 40000));

    public static IpPrefix Prefix(string text) => IpPrefix.TryParse(text, out IpPrefix prefix) ? prefix : throw new FormatException(text);

    public override string ToString() => Plan.ToString();

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
        if (result.V4.Addresses.Concat(result.V6.Addresses).FirstOrDefault() is not { } taken)
        {
            return null;
        }

        _holders[taken.Address] = node;
        return taken.Address;
    }

    private ClusterBlock BlockOf(BlockState block) => new(block.Cidr, block.Owner?.Name)
    {
        Holders = [.. _holders.Where(holder => block.Cidr.Contains(holder.Key)).OrderBy(holder => holder.Key)],
    };

    private StoredAllocation? HolderOf(IpPrefix block, Allocation? held, int ordinal) => held is null
        ? null
        : new StoredAllocation(held.Handle, new AddressAttributes { Node = _holders[block.AddressAt((UInt128)ordinal)] });

    private static InterfaceAddress Interface(string text) => InterfaceAddress.TryParse(text, out InterfaceAddress address) ? address : throw new FormatException(text);
}
