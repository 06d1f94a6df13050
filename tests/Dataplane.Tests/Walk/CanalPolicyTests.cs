using System.Collections.Immutable;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Canal;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using PolicyEngine.Specification;
using static Dataplane.Tests.Walk.TwoNodes;
using Packet = PolicyEngine.Dataplane.Walk.Packet;

namespace Dataplane.Tests.Walk;

/// <summary>Canal decides as Calico does, in random worlds whose pods have addresses of their nodes' subnets.</summary>
public sealed class CanalPolicyTests
{
    [Fact]
    public void P15_between_pods_Canal_gives_the_same_verdicts_as_Calico_for_the_same_policies() => new FlowLaw(Law).HoldsEverywhere();

    private static Func<WorldFlow, string?> Law(World world)
    {
        Dictionary<string, string> renumbered = Renumbered(world);
        LoadedWorld loaded = new(PolicyWalkTests.Agreeing(world) with
        {
            Enforcement = Enforcement.Calico,
            HostEndpoints = [],
            Pods = [.. world.Pods.Select(pod => pod.HostNetwork ? pod : pod with { Addresses = [.. pod.Addresses.Where(renumbered.ContainsKey).Select(address => renumbered[address])] })],
        });
        ClusterNetwork cluster = ClusterNetwork.Of(loaded.Snapshot.Model) with { IsRouterPeered = true };
        cluster = cluster with { Nodes = [.. cluster.Nodes.Select(node => node with { PodCidrs = [Prefix(SubnetOf(world, node.Name, 0))] })] };
        PolicyFilter filter = new(loaded.Snapshot.Hooks);
        CalicoNetwork calico = new(cluster, CalicoSettings.Of(loaded.Snapshot.Model), filter);
        CanalNetwork canal = CanalNetwork.Of(cluster, FlannelConfigOf("""{"Type": "vxlan"}"""), filter).Value!;
        return flow => renumbered.TryGetValue(flow.Source, out string? from) && renumbered.TryGetValue(flow.Destination, out string? to) && from != to
            ? Difference(calico, canal, new Packet(Address(from), Address(to), LoadedWorld.Traffic(flow)))
            : null;
    }

    private static string? Difference(CalicoNetwork calico, CanalNetwork canal, Packet packet)
    {
        PacketTrace expected = new PacketWalk(calico).Send(packet);
        PacketTrace actual = new PacketWalk(canal).Send(packet);
        return expected.End == actual.End
            ? null
            : $"Calico: {expected.End} {expected.Reason}; Canal: {actual.End} {actual.Reason}\n{string.Join('\n', actual.Steps)}";
    }

    /// <summary>For every IPv4 address that one pod alone has, on a node that has one, another of the node's subnet.</summary>
    private static Dictionary<string, string> Renumbered(World world)
    {
        IEnumerable<(string Address, string Node)> held =
            from pod in world.Pods
            where !pod.HostNetwork && pod.Node is not null && world.Nodes.Any(node => node.Name == pod.Node && node.First(4) is not null)
            from address in pod.Addresses
            where !address.Contains(':', StringComparison.Ordinal) && world.Pods.Count(other => other.Addresses.Contains(address, StringComparer.Ordinal)) == 1
            select (address, pod.Node);
        return held.Distinct().Select((pod, number) => (pod.Address, New: SubnetOf(world, pod.Node, number + 2))).ToDictionary(pod => pod.Address, pod => pod.New.Split('/')[0], StringComparer.Ordinal);
    }

    private static string SubnetOf(World world, string node, int number) =>
        $"10.244.{world.Nodes.Select(other => other.Name).ToImmutableArray().IndexOf(node)}.{number}/24";
}
