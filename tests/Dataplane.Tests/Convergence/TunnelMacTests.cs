using Dataplane.Tests.Worlds;
using PolicyEngine.Dataplane.Convergence;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using static Dataplane.Tests.Convergence.Rollouts;

namespace Dataplane.Tests.Convergence;

/// <summary>Nodes that come back with another Ethernet address of their tunnel.</summary>
public sealed class TunnelMacTests
{
    [Fact]
    public void F10_who_has_not_heard_of_a_nodes_new_Ethernet_address_sends_frames_that_it_drops() => Holds((world, order) =>
    {
        string renewed = world.Cluster.Nodes[0].Name;
        ClusterRollout rollout = Settled(world).Write(WithTunnelMac(world.Cluster, renewed, 1) with { IsRouterPeered = true });
        foreach (ClusterRollout moment in Moments(rollout, order).Prepend(rollout).Append(rollout.Settle()))
        {
            PodNetwork network = moment.Network();
            Assert.All(world.Pairs.Where(pair => pair.Destination.Node == renewed), pair =>
            {
                PacketTrace trace = new PacketWalk(network).Send(World.Probe(pair.From, pair.To));
                bool isStale = moment.Behind.Contains(pair.Source.Node, StringComparer.Ordinal) && pair.Source.Node != renewed && trace.Steps.OfType<EncapsulatedStep>().Any(step => step.Packet.Inner!.Kind == EncapsulationKind.Vxlan);
                Assert.Equal((isStale ? WalkEnd.WrongMac : WalkEnd.Delivered, isStale ? renewed : pair.Destination.Stack), (trace.End, trace.Stack));
            });
        }
    });
}
