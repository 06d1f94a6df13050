using Dataplane.Tests.Walk;
using Dataplane.Tests.Worlds;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Kernel.Tests.Fabric;

/// <summary>What IPv6 does in its own way.</summary>
public sealed class SixSceneTests
{
    private const int PodMtu = 1500;

    private static readonly World s_wrapped = new(new Plan(Travel.Vxlan, [0, 0, 1], [0, 0, 1, 2], 28, IsDual: true, TranslatesOutgoing: true, SparesHosts: false));

    [FabricTheory]
    [InlineData(1430)]
    [InlineData(1431)]
    [InlineData(1500)]
    public void Nothing_is_taken_apart_and_the_sender_is_told(int length) => Play(
        scene =>
        {
            foreach (int pod in (int[])[1, 2, 3])
            {
                Assert.Equal(length <= 1430 || pod == 1 ? WalkEnd.Delivered : WalkEnd.TooBig, scene.Send(Ping(Pod(0), Pod(pod), length)).End);
            }
        },
        AlteredNetwork.Pairs(PodMtu));

    [FabricTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Packets_at_the_end_of_their_life(byte life) => Play(scene =>
    {
        foreach (IpAddress to in (IpAddress[])[Pod(1), Pod(2), Pod(3), Address("fd00:192:168:1::3"), Address("2001:4860:4860::8888")])
        {
            scene.Send(Ping(Pod(0), to, 80) with { TimeToLive = life });
        }
    });

    [FabricFact]
    public void Addresses_that_nobody_has() => Play(scene =>
    {
        scene.Send(Ping(Pod(0), Address("fd00:10:244::ff"), 80));
        scene.Send(Ping(Pod(0), Address("fd00:192:168::77"), 80));
    });

    [FabricFact]
    public void Nodes_answer_for_no_neighbour_but_the_gateway_that_they_have() => Play(
        scene => Assert.Equal((WalkEnd.NeighborUnknown, "world/pod-0"), scene.Send(Ping(Pod(0), Pod(2), 80)) is var trace ? (trace.End, trace.Stack) : default),
        AlteredNetwork.Routes("world/pod-0", routes => routes.Select(route => route.Destination.Length == 0 ? route with { Gateway = null } : route)));

    private static void Play(Action<FabricScene> play, Func<PodNetwork, PodNetwork>? alter = null) =>
        FabricScene.Play(s_wrapped.Cluster with { Services = [] }, play, s_wrapped.Settings, alter);

    private static IpAddress Pod(int number) => s_wrapped.Cluster.Pods[number].Addresses.Single(address => address.Family == IpFamily.V6);

    private static Packet Ping(IpAddress from, IpAddress to, int length) => new(from, to, TrafficPoint.Icmp(Protocol.IcmpV6, 128)) { Length = length };
}
