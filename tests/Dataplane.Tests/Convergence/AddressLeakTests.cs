using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Addressing.Collection;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Convergence;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Convergence;

/// <summary>Addresses of pods that are gone, until they are collected.</summary>
public sealed class AddressLeakTests
{
    private readonly CalicoIpam _ipam = new();
    private readonly IpAddress _first;

    public AddressLeakTests()
    {
        Assert.Null(_ipam.PutPool(new AddressPool("pods", Walk.TwoNodes.Prefix("10.244.0.0/16"))));
        Array.ForEach(["n1", "n2", "n3"], node => _ipam.PutNode(node, LabelSet.Empty));
        _first = Assign("n1", "first");
        Assign("n2", "other");
    }

    [Fact]
    public void The_address_of_a_pod_that_is_gone_is_dropped_at_its_node_while_it_is_leaked()
    {
        PodNetwork network = Settled(Cluster(Pod("other", "n2"))).Network();
        PacketTrace trace = new PacketWalk(network).SendUnbound("shop/other", _first, TrafficPoint.Ports(Protocol.Tcp, 80, 40000))!;
        Assert.Equal((WalkEnd.Blackholed, "n1"), (trace.End, trace.Stack));
    }

    [Fact]
    public void A_leaked_address_stays_assigned_until_it_was_collected_and_a_new_pod_may_have_it_then()
    {
        ClusterNetwork without = Cluster(Pod("other", "n2"));
        AddressCollector collector = new(_ipam);
        Assert.Equal<IpAddress>([_first], collector.Scan(ClusterPresence.Of(without)).Candidates);
        Assert.False(IsFree());
        _ipam.Advance(CollectorOptions.Default.Grace);
        Assert.Equal<IpAddress>([_first], collector.Scan(ClusterPresence.Of(without)).Released);
        Assert.True(IsFree());

        Assert.Null(_ipam.AssignAddress("n3", _first, "h-young", attributes: new() { Node = "n3", Namespace = "shop", Pod = "young" }));
        PodNetwork network = Settled(without).Write(Cluster(Pod("other", "n2"), new ClusterPod("shop", "young", "n3", [_first]))).Settle().Network();
        Assert.Equal("shop/young", new PacketWalk(network).SendUnbound("shop/other", _first, TrafficPoint.Ports(Protocol.Tcp, 80, 40000))!.Stack);
    }

    private bool IsFree() => _ipam.Read().Blocks.Select(ClusterBlock.Of).SelectMany(block => block.Holders).All(holder => holder.Key != _first);

    private static ClusterRollout Settled(ClusterNetwork cluster) => ClusterRollout.Settled(cluster, CalicoSettings.Default, OpenFilter.Instance);

    private ClusterNetwork Cluster(params ClusterPod[] pods) => Walk.TwoNodes.Cluster() with { Pods = [.. pods], Blocks = [.. _ipam.Read().Blocks.Select(ClusterBlock.Of)], IsRouterPeered = true };

    private ClusterPod Pod(string name, string node) => new("shop", name, node, [Held(name)]);

    private IpAddress Held(string name) => (
        from block in _ipam.Read().Blocks
        from ordinal in Enumerable.Range(0, block.Size)
        where block.Allocations[ordinal]?.Attributes.Pod == name
        select block.Cidr.AddressAt((UInt128)ordinal)).Single();

    private IpAddress Assign(string node, string pod) => Assert.Single(_ipam.Assign(new(node)
    {
        V4Count = 1,
        Handle = $"h-{pod}",
        Attributes = new() { Node = node, Namespace = "shop", Pod = pod },
    }).V4.Addresses).Address;
}
