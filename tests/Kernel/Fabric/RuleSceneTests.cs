using Dataplane.Tests.Walk;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Kernel.Tests.Fabric;

/// <summary>Rules of routing, and those of Services.</summary>
public sealed class RuleSceneTests
{
    private static readonly IpAddress s_service = Address("10.96.0.10");

    private ushort _port = 41000;

    [FabricFact]
    public void Rules_by_source_and_destination_choose_the_table() => FabricScene.Play(
        CalicoSceneTests.Wired(EncapsulationMode.Never),
        scene =>
        {
            Assert.Equal(PodNetwork.Router, scene.Send(Ping(A, B)).Steps.OfType<ReceivedStep>().ElementAt(1).Stack);
            Assert.Equal(WalkEnd.Delivered, scene.Send(Ping(C, B)).End);
            Assert.Equal(WalkEnd.Blackholed, scene.Send(Ping(C, D)).End);
        },
        alter: network => new AlteredNetwork(network, stack => stack.Name != "n1" ? stack : new NetworkStack(
            stack.Name,
            stack.Devices,
            [
                .. stack.Rules,
                new RoutingRule(100, RouteTable.Of([new Route(IpPrefix.Of(B, 0)) { Gateway = Address("192.168.0.254"), Device = "eth0" }])) { From = IpPrefix.Of(A) },
                new RoutingRule(200, RouteTable.Of([new Route(IpPrefix.Of(D)) { Kind = RouteKind.Blackhole }])) { To = IpPrefix.Of(D, 24) },
                new RoutingRule(300, RouteTable.Of([new Route(IpPrefix.Of(B)) { Kind = RouteKind.Throw }])),
            ],
            stack.Links)));

    [FabricFact]
    public void A_route_can_say_that_it_takes_less_than_its_interface() => FabricScene.Play(
        CalicoSceneTests.Wired(EncapsulationMode.Never),
        scene =>
        {
            // What is told of the size is remembered by the kernel, and not by the model: it comes last.
            Assert.Equal(WalkEnd.Delivered, scene.Send(Ping(A, B, 1300, dontFragment: false)).End);
            Assert.Equal(WalkEnd.Delivered, scene.Send(Ping(A, B, 1272)).End);
            Assert.Equal(WalkEnd.TooBig, scene.Send(Ping(A, B, 1300)).End);
        },
        alter: AlteredNetwork.Routes("n1", routes => routes.Select(route => route.Destination.Contains(B) ? route with { Mtu = 1300 } : route)));

    [FabricTheory]
    [InlineData(EncapsulationMode.Never)]
    [InlineData(EncapsulationMode.Always)]
    public void A_service_translates_there_and_back(EncapsulationMode vxlan) => FabricScene.Play(WithService(vxlan, new ServiceBackend(B, 8080) { Node = "n2" }), scene =>
    {
        foreach ((string from, IpAddress source) in (IEnumerable<(string, IpAddress)>)[("shop/a", A), ("shop/b", B), ("shop/d", D), ("n1", N1), ("n2", N2)])
        {
            Assert.Equal((WalkEnd.Delivered, s_service), scene.Exchange(from, Datagram(source, s_service, 80)).Back is { } back ? (back.End, back.Packet.Source) : default);
        }

        foreach (IpAddress node in (IpAddress[])[N1, N2, N3])
        {
            Assert.Equal((WalkEnd.LeftCluster, node), scene.Exchange(Datagram(Elsewhere, node, 30080)).Back is { } back ? (back.End, back.Packet.Source) : default);
        }
    });

    [FabricFact]
    public void Messages_about_translated_packets_are_about_what_was_sent() => FabricScene.Play(WithService(EncapsulationMode.Always, new ServiceBackend(B, 8080) { Node = "n2" }), scene =>
    {
        Assert.Equal(s_service, scene.Send(Datagram(A, s_service, 80) with { TimeToLive = 2 }).Answer!.Packet.About!.Destination);
        Assert.Equal(A, scene.Send(Datagram(A, Elsewhere, 53) with { TimeToLive = 2 }).Answer!.Packet.About!.Source);
    });

    [FabricFact]
    public void A_service_without_backends_refuses() => FabricScene.Play(WithService(EncapsulationMode.Always), scene =>
        Assert.Equal((WalkEnd.RefusedByService, "shop/a"), scene.Send(Datagram(A, s_service, 80)) is var trace ? (trace.End, trace.Answer!.Stack) : default));

    private Packet Datagram(IpAddress from, IpAddress to, ushort port) => CalicoSceneTests.Datagram(from, to, port, _port++);

    private static ClusterNetwork WithService(EncapsulationMode vxlan, params ServiceBackend[] backends) => CalicoSceneTests.Wired(vxlan) with
    {
        Proxy = new ProxySettings { PodRanges = [Prefix("10.244.0.0/16")] },
        Services = [new ProxiedPort(new ServicePortName("shop", "b", ""), Protocol.Udp, s_service, 80) { NodePort = 30080, Backends = [.. backends] }],
    };
}
