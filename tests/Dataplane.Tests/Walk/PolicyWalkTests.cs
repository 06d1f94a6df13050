using PolicyEngine;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;
using PolicyEngine.Specification;

namespace Dataplane.Tests.Walk;

/// <summary>A walk through a cluster ends as the policies alone say, in random worlds with host endpoints, pools and tunnels.</summary>
public sealed class PolicyWalkTests
{
    [Fact]
    public void P1_a_walk_is_delivered_exactly_where_the_policies_allow_it() => new FlowLaw(Law).HoldsEverywhere();

    [Fact]
    public void P2_where_pods_run_makes_no_difference_to_what_pods_may_do() => new FlowLaw(world => OnOtherNetwork(world with { HostEndpoints = [], Felix = [] }, Together)).HoldsEverywhere();

    [Fact]
    public void P7_a_node_reaches_its_own_pods_whatever_policies_say() => new FlowLaw(OwnNode).HoldsEverywhere();

    [Fact]
    public void P14_pools_blocks_and_nodes_of_nobody_change_nothing() => new FlowLaw(world => OnOtherNetwork(world, WithStrangers)).HoldsEverywhere();

    private static Func<WorldFlow, string?> Law(World world)
    {
        LoadedWorld loaded = new(Agreeing(world) with { Enforcement = Enforcement.Calico });
        ClusterNetwork cluster = ClusterNetwork.Of(loaded.Snapshot.Model) with { IsRouterPeered = true };
        CalicoNetwork network = NetworkOf(loaded, cluster);
        return flow => AreOfOneFamily(flow) && IsKnown(loaded, cluster, flow.Source) && IsKnown(loaded, cluster, flow.Destination) ? Difference(loaded, network, flow) : null;
    }

    /// <summary>The world, whose nodes all wrap packets for one port: where they do not, what policies allow is lost.</summary>
    internal static World Agreeing(World world) => world with { Felix = [.. world.Felix.Select(felix => felix.Node is null ? felix : felix with { VxlanPort = null })] };

    private static CalicoNetwork NetworkOf(LoadedWorld loaded, ClusterNetwork cluster) =>
        new(cluster, CalicoSettings.Of(loaded.Snapshot.Model), new PolicyFilter(loaded.Snapshot.Hooks));

    /// <summary>Walks between pods end alike on the world's own network and on another one.</summary>
    private static Func<WorldFlow, string?> OnOtherNetwork(World world, Func<ClusterNetwork, ClusterNetwork> change)
    {
        LoadedWorld loaded = new(world with { Enforcement = Enforcement.Calico });
        ClusterNetwork cluster = ClusterNetwork.Of(loaded.Snapshot.Model) with { IsRouterPeered = true };
        (CalicoNetwork one, CalicoNetwork other) = (NetworkOf(loaded, cluster), NetworkOf(loaded, change(cluster)));
        return flow => IsPod(loaded, cluster, flow.Source) && IsPod(loaded, cluster, flow.Destination) && AreOfOneFamily(flow) && Send(one, flow) is var first && Send(other, flow) is var second && first != second
            ? $"{first} here, {second} there"
            : null;
    }

    private static Func<WorldFlow, string?> OwnNode(World world)
    {
        LoadedWorld loaded = new(world with { Enforcement = Enforcement.Calico });
        ClusterNetwork cluster = ClusterNetwork.Of(loaded.Snapshot.Model) with { IsRouterPeered = true };
        CalicoNetwork network = NetworkOf(loaded, cluster);
        return flow =>
        {
            if (!IsPod(loaded, cluster, flow.Destination))
            {
                return null;
            }

            IpAddress address = Address(flow.Destination);
            ClusterPod pod = cluster.Pods.Single(pod => pod.Addresses.Contains(address));
            PacketTrace? trace = new PacketWalk(network).SendUnbound(pod.Node, address, LoadedWorld.Traffic(flow));
            return trace is null or { End: WalkEnd.Delivered } ? null : $"{pod.Node} does not reach {pod.Stack}: {trace.End} {trace.Reason}";
        };
    }

    /// <summary>All pods on the first node that has addresses of their families.</summary>
    private static ClusterNetwork Together(ClusterNetwork cluster)
    {
        ClusterPod[] pods = [.. cluster.Pods.Select(pod => cluster.Nodes.FirstOrDefault(node => pod.Addresses.All(address => node.Address(address.Family) is not null)) is { } node ? pod with { Node = node.Name } : pod)];
        return cluster with
        {
            Pods = [.. pods],
            Blocks = [.. from block in cluster.Blocks
                         let holders = (from pod in pods from address in pod.Addresses where block.Cidr.Contains(address) select KeyValuePair.Create(address, pod.Node)).ToArray()
                         select new ClusterBlock(block.Cidr, holders is [var first, ..] ? first.Value : block.Node) { Holders = [.. holders] }],
        };
    }

    private static ClusterNetwork WithStrangers(ClusterNetwork cluster) => cluster with
    {
        Nodes = [.. cluster.Nodes, new ClusterNode("stranger") { V4 = new PolicyEngine.Dataplane.Kernel.InterfaceAddress(IpAddress.V4(0xAC1F_0001), 24) }],
        Pools = [.. cluster.Pools, new PolicyEngine.Dataplane.Addressing.AddressPool("stranger", IpPrefix.Of(IpAddress.V4(0xAC1E_0000), 24))],
        Blocks = [.. cluster.Blocks, new ClusterBlock(IpPrefix.Of(IpAddress.V4(0xAC1E_0000), 26), "stranger")],
    };

    private static WalkEnd Send(CalicoNetwork network, WorldFlow flow) =>
        new PacketWalk(network).Send(new PolicyEngine.Dataplane.Walk.Packet(Address(flow.Source), Address(flow.Destination), LoadedWorld.Traffic(flow))).End;

    private static bool AreOfOneFamily(WorldFlow flow) => flow.Source.Contains(':', StringComparison.Ordinal) == flow.Destination.Contains(':', StringComparison.Ordinal);

    private static bool IsPod(LoadedWorld loaded, ClusterNetwork cluster, string end) =>
        IsKnown(loaded, cluster, end) && cluster.Pods.Any(pod => pod.Addresses.Contains(Address(end)));

    private static string? Difference(LoadedWorld loaded, CalicoNetwork network, WorldFlow flow)
    {
        Verdict verdict = loaded.Snapshot.Evaluate(loaded.Flow(flow));
        if (verdict.Kind is not (VerdictKind.Allowed or VerdictKind.Denied))
        {
            return null;
        }

        PacketTrace trace = new PacketWalk(network).Send(new PolicyEngine.Dataplane.Walk.Packet(Address(flow.Source), Address(flow.Destination), LoadedWorld.Traffic(flow)));
        if (IsTunnelClosed(trace) || HasAnotherSourcePort(trace))
        {
            return null;
        }

        bool isSame = verdict.Kind == VerdictKind.Allowed ? trace.IsDelivered : trace.End == WalkEnd.DeniedByPolicy;
        return isSame ? null : $"policies say {verdict.Kind} ({verdict.Egress.Reason}, {verdict.Ingress.Reason}), the walk ends with {trace.End} {trace.Reason}\n{string.Join('\n', trace.Steps)}";
    }

    /// <summary>Whether policies before connection tracking keep nodes from exchanging packets with others in them, which the engine does not look at.</summary>
    private static bool IsTunnelClosed(PacketTrace trace) =>
        trace is { End: WalkEnd.DeniedByPolicy, Packet.Inner: not null } && trace.Steps[^1] is FilteredStep { Hook: NodeHook.Prerouting or NodeHook.Output };

    /// <summary>Whether a node gives UDP into the overlay a source port that cannot be taken for VXLAN: policies as such take source ports for kept.</summary>
    private static bool HasAnotherSourcePort(PacketTrace trace) =>
        trace.Steps.Any(step => step is TranslatedStep { Packet.Traffic: var after, Before.Traffic: var before } && after.Protocol == Protocol.Udp && after.Minor != before.Minor);

    /// <summary>Whether it is where the network says: a pod on a node with an address, a node, or something outside.</summary>
    private static bool IsKnown(LoadedWorld loaded, ClusterNetwork cluster, string end)
    {
        // The second addresses of nodes are on interfaces that the model does not have; what is for one link or machine never gets to policies.
        if (!IpAddress.TryParse(end, out IpAddress address) || address.StaysOnLink() || address.IsLoopback() || loaded.Snapshot.Model.Nodes.Any(node => node.Addresses.Contains(address) && node.Addresses.First(own => own.Family == address.Family) != address))
        {
            return false;
        }

        Endpoint[] holders = [.. loaded.Snapshot.Model.Endpoints.Where(endpoint => endpoint.Kind != EndpointKind.HostEndpoint && endpoint.Addresses.Contains(address))];
        ClusterNode? node = cluster.Nodes.SingleOrDefault(node => node.Address(address.Family)?.Address == address);
        return holders switch
        {
            [] => node is not null || !(cluster.Pools.Any(pool => pool.Cidr.Contains(address)) || cluster.Nodes.Any(other => other.Address(address.Family)?.Subnet.Contains(address) == true)),
            [{ Kind: EndpointKind.Pod } pod] => node is null && loaded.Snapshot.Model.Nodes.Any(other => other.Name == pod.Node && other.Addresses.Any(own => own.Family == address.Family)),
            _ => Array.TrueForAll(holders, holder => holder.Kind == EndpointKind.HostNetworkPod) && node is not null,
        };
    }

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);
}
