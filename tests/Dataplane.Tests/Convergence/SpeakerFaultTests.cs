using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Convergence;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Convergence;

/// <summary>What packets find while speakers of BGP are away and agents do not run.</summary>
public sealed class SpeakerFaultTests
{
    private static readonly TimeSpan s_hold = BgpTimers.Default.HoldTime;
    private static readonly TimeSpan s_restart = BgpTimers.Default.RestartTime!.Value;

    [Fact]
    public void After_the_loss_of_the_only_reflector_packets_arrive_for_the_restart_time_and_again_once_it_is_back()
    {
        ClusterRollout crashed = Settled(WithReflector(Walk.TwoNodes.Cluster())).After("n1", BgpEvent.Crash);
        Assert.True(HasRoute(crashed.Advance(s_restart - TimeSpan.FromSeconds(1)), "n2", Walk.TwoNodes.D));
        Assert.False(HasRoute(crashed.Advance(s_restart), "n2", Walk.TwoNodes.D));
        Assert.True(HasRoute(crashed.Advance(s_restart), "n3", Walk.TwoNodes.D));
        Assert.True(HasRoute(crashed.Advance(s_restart).After("n1", BgpEvent.Recovery), "n2", Walk.TwoNodes.D));
    }

    [Fact]
    public void Speakers_on_two_sides_of_a_division_forget_each_other_after_the_hold_time_until_it_heals()
    {
        ClusterRollout divided = Settled(Walk.TwoNodes.Cluster()).Between(["n1", "n2"], ["n3"], BgpEvent.Silence);
        Assert.True(HasRoute(divided, "n1", Walk.TwoNodes.D));
        ClusterRollout later = divided.Advance(s_hold);
        Assert.False(HasRoute(later, "n1", Walk.TwoNodes.D) || HasRoute(later, "n3", Walk.TwoNodes.A));
        Assert.True(HasRoute(later, "n1", Walk.TwoNodes.B) && HasRoute(later, "n2", Walk.TwoNodes.A));
        Assert.True(HasRoute(later.Settle(), "n1", Walk.TwoNodes.D));
    }

    [Fact]
    public void Routes_to_a_machine_that_is_gone_stay_for_the_hold_time_of_its_speaker()
    {
        ClusterRollout lost = Settled(Walk.TwoNodes.Cluster()).Lose("n3");
        PacketTrace trace = new PacketWalk(lost.Network()).Send("n1", Walk.TwoNodes.Tcp(Walk.TwoNodes.N1, Walk.TwoNodes.D, 80));
        Assert.Equal((WalkEnd.NeighborUnknown, PodNetwork.Router), (trace.End, trace.Stack));
        Assert.True(HasRoute(lost.Advance(s_hold - TimeSpan.FromSeconds(1)), "n1", Walk.TwoNodes.D));
        Assert.False(HasRoute(lost.Advance(s_hold).Settle(), "n1", Walk.TwoNodes.D));
    }

    [Fact]
    public void A_machine_of_the_name_of_one_that_was_taken_away_is_a_new_one()
    {
        ClusterNetwork cluster = Walk.TwoNodes.Cluster();
        ClusterRollout back = Settled(cluster).Lose("n3").Stop("n3").Write(Rollouts.Without(cluster, "n3")).Write(cluster);
        Assert.DoesNotContain("n3", back.Behind, StringComparer.Ordinal);
        Assert.NotNull(back.Network().Stack("n3"));
        Assert.True(HasRoute(back.Settle(), "n1", Walk.TwoNodes.D));
    }

    [Fact]
    public void An_agent_that_does_not_run_leaves_everything_and_makes_up_for_what_it_missed()
    {
        ClusterNetwork cluster = Walk.TwoNodes.Cluster();
        ClusterRollout stopped = Settled(cluster).Stop("n1");
        string before = Rollouts.StateOf(stopped.Network(), cluster.Nodes[0]);
        ClusterRollout changed = stopped.Write(cluster with { Blocks = cluster.Blocks.RemoveAt(2), Pods = cluster.Pods.RemoveAt(3) }).Deliver("n1");
        Assert.Equal(["(router)", "n1", "n2", "n3"], changed.Behind, StringComparer.Ordinal);
        Assert.Equal(before, Rollouts.StateOf(changed.Network(), cluster.Nodes[0]));
        Assert.Equal(before, Rollouts.StateOf(stopped.Start("n1").Network(), cluster.Nodes[0]));
        Assert.False(HasRoute(changed.Start("n1"), "n1", Walk.TwoNodes.D));
    }

    private static ClusterNetwork WithReflector(ClusterNetwork cluster) => cluster with
    {
        Nodes = cluster.Nodes.Replace(cluster.Nodes[0], cluster.Nodes[0] with { RouteReflectorClusterId = IpAddress.V4(1), Labels = LabelSet.Create([KeyValuePair.Create("role", "hub")]) }),
        BgpPeers = [new BgpPeer("reflector") { PeerSelector = Selector.Parse("role == 'hub'") }],
        Bgp = BgpConfiguration.Default with { NodeToNodeMeshEnabled = false },
    };

    private static ClusterRollout Settled(ClusterNetwork cluster) => ClusterRollout.Settled(cluster with { IsRouterPeered = true }, CalicoSettings.Default, OpenFilter.Instance);

    /// <summary>Whether a node has a route of its own to an address, and not only the way outside.</summary>
    private static bool HasRoute(ClusterRollout rollout, string node, IpAddress to) => rollout.Network().Stack(node)!.Lookup(null, to) is { Destination.Length: > 0 };
}
