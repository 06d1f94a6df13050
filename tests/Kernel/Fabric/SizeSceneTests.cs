using Dataplane.Tests.Walk;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Kernel.Tests.Fabric;

/// <summary>Packets around the sizes that links take.</summary>
public sealed class SizeSceneTests
{
    private const int PodMtu = 1500;
    private const int Narrow = 1300;

    [FabricTheory]
    [InlineData(1422)]
    [InlineData(1423)]
    [InlineData(1472)]
    public void A_pod_that_does_not_know_the_tunnels_limit_is_told(int payload) => Play(EncapsulationMode.Always, scene =>
        Assert.Equal(payload <= 1422, scene.Send(Ping(A, B, payload)).End == WalkEnd.Delivered));

    [FabricTheory]
    [InlineData(1424)]
    [InlineData(1430)]
    [InlineData(1472)]
    public void What_may_be_taken_apart_is_so_before_it_is_wrapped(int payload) => Play(EncapsulationMode.Always, scene =>
        Assert.Equal(WalkEnd.Delivered, scene.Send(Ping(A, B, payload, dontFragment: false)).End));

    [FabricFact]
    public void The_node_itself_sends_no_more_than_the_tunnel_takes() => Play(EncapsulationMode.Always, scene =>
        Assert.Equal(WalkEnd.TooBig, scene.Send("n1", Ping(T1, B, 1423)).End));

    [FabricTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_narrow_segment_in_the_middle(bool dontFragment) => FabricScene.Play(
        CalicoSceneTests.Wired(EncapsulationMode.Never),
        scene =>
        {
            scene.Send(Ping(A, D, 1400, dontFragment));
            scene.Send(Ping(D, A, 1400, dontFragment));
            scene.Send(Ping(D, Elsewhere, 1400, dontFragment));
        },
        alter: AlteredNetwork.Segment("192.168.0.0/24", Narrow));

    [FabricFact]
    public void What_wraps_is_taken_apart_where_the_underlay_is_narrow() => FabricScene.Play(
        CalicoSceneTests.Wired(EncapsulationMode.Always),
        scene =>
        {
            scene.Send(Ping(A, D, 1400));
            scene.Send(Ping(D, A, 1400));
        },
        alter: AlteredNetwork.Segment("192.168.1.0/24", Narrow));

    private static void Play(EncapsulationMode vxlan, Action<FabricScene> play) =>
        FabricScene.Play(CalicoSceneTests.Wired(vxlan), play, alter: AlteredNetwork.Pairs(PodMtu));
}
