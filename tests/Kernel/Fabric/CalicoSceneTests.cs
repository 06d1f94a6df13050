using Dataplane.Tests.Walk;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Kernel.Tests.Fabric;

/// <summary>Calico's network of three nodes on two segments: what every device on the way sees is what the model says. IPIP has no device in many kernels and stays with the model alone.</summary>
public sealed class CalicoSceneTests
{
    private const EncapsulationMode Never = EncapsulationMode.Never;
    private const EncapsulationMode Always = EncapsulationMode.Always;
    private const EncapsulationMode CrossSubnet = EncapsulationMode.CrossSubnet;

    public static TheoryData<EncapsulationMode> Modes => [Never, Always, CrossSubnet];

    [FabricTheory]
    [MemberData(nameof(Modes))]
    public void Pings_between_pods_and_back(EncapsulationMode vxlan) => FabricScene.Play(Wired(vxlan), scene =>
    {
        IpAddress[] pods = [A, B, C, D];
        foreach (IpAddress from in pods)
        {
            foreach (IpAddress to in pods.Where(to => to != from))
            {
                Assert.Equal(WalkEnd.Delivered, scene.Exchange(Ping(from, to)).Back!.End);
            }
        }
    });

    [FabricTheory]
    [MemberData(nameof(Modes))]
    public void Nodes_and_pods_and_back(EncapsulationMode vxlan) => FabricScene.Play(Wired(vxlan), scene =>
    {
        foreach (IpAddress pod in (IpAddress[])[A, B, C, D])
        {
            foreach ((string node, IpAddress own) in (IEnumerable<(string, IpAddress)>)[("n1", N1), ("n2", N2), ("n3", N3)])
            {
                scene.Exchange(node, Ping(scene.SourceTowards(node, pod)!.Value, pod));
                scene.Exchange(node, Ping(own, pod));
                scene.Exchange(Ping(pod, own));
            }
        }
    });

    [FabricTheory]
    [MemberData(nameof(Modes))]
    public void Pods_and_nodes_with_the_outside_and_back(EncapsulationMode vxlan) => FabricScene.Play(Wired(vxlan), scene =>
    {
        Assert.Equal(WalkEnd.Delivered, scene.Exchange(Ping(A, Elsewhere)).Back!.End);
        Assert.Equal(WalkEnd.Delivered, scene.Exchange(Datagram(D, Elsewhere, 53)).Back!.End);
        Assert.Equal(WalkEnd.Delivered, scene.Exchange(Ping(N2, Elsewhere)).Back!.End);
        scene.Send(Ping(Elsewhere, B));
    });

    [FabricFact]
    public void Pods_keep_their_address_outside_where_the_pool_says_so() => FabricScene.Play(Wired(Never, nat: false), scene =>
        Assert.Equal((A, WalkEnd.Delivered), scene.Exchange(Ping(A, Elsewhere)) is var (there, back) ? (there.Packet.Source, back!.End) : default));

    [FabricFact]
    public void Pods_keep_their_address_towards_nodes_where_hosts_are_spared() => FabricScene.Play(
        Wired(Never),
        scene => Assert.Equal(A, scene.Exchange(Ping(A, N2)).There.Packet.Source),
        CalicoSettings.Default with { NatOutgoingExcludesHosts = true });

    [FabricTheory]
    [MemberData(nameof(Modes))]
    public void Addresses_that_nobody_has(EncapsulationMode vxlan) => FabricScene.Play(Wired(vxlan), scene =>
    {
        Assert.Equal("n1", scene.Send(Ping(A, Address("10.244.1.60"))).Stack);
        Assert.Equal("n2", scene.Send(Ping(A, Address("10.244.2.60"))).Stack);
        scene.Send(Ping(A, Address("10.244.9.9")));
        scene.Send("n1", Ping(N1, Address("10.244.1.60")));
        Assert.Equal(WalkEnd.NeighborUnknown, scene.Send(Ping(A, Address("192.168.0.77"))).End);
    });

    [FabricTheory]
    [MemberData(nameof(Modes))]
    public void Packets_at_the_end_of_their_life(EncapsulationMode vxlan) => FabricScene.Play(Wired(vxlan), scene =>
    {
        foreach (byte life in (byte[])[1, 2, 3])
        {
            foreach (IpAddress to in (IpAddress[])[B, C, D, N1, N2, Elsewhere])
            {
                scene.Send(Ping(A, to) with { TimeToLive = life });
            }
        }
    });

    [FabricFact]
    public void Pods_that_send_from_what_they_do_not_have() => FabricScene.Play(Wired(Always), scene =>
        Assert.Equal(WalkEnd.ReversePathFailed, scene.Send("shop/a", Ping(Address("10.244.1.12"), B)).End));

    internal static ClusterNetwork Wired(EncapsulationMode vxlan, bool nat = true) => Cluster(vxlan: vxlan, nat: nat) with { IsRouterPeered = vxlan == Never };

    internal static Packet Datagram(IpAddress from, IpAddress to, ushort port, ushort own = 40000) => new(from, to, TrafficPoint.Ports(Protocol.Udp, port, own));
}
