using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Kernel.Tests.Fabric;

/// <summary>Pods on bridges of their nodes, as Flannel has them: switched on the node, and between nodes by its VXLAN or by routes.</summary>
public sealed class BridgeSceneTests
{
    private const string Bridge = "cni0";
    private const string Tunnel = "flannel.1";
    private const int PodMtu = 1450;

    public static TheoryData<bool> Layouts => [true, false];

    [FabricTheory]
    [MemberData(nameof(Layouts))]
    public void Pods_of_one_bridge_are_switched(bool isWrapped) => Play(isWrapped, scene =>
    {
        PacketTrace trace = scene.Exchange(Ping(Pod(1, 2), Pod(1, 3))).Back!;
        Assert.Equal((WalkEnd.Delivered, 64), (trace.End, trace.Packet.TimeToLive));
        Assert.NotEmpty(trace.Steps.OfType<SwitchedStep>());
    });

    [FabricTheory]
    [MemberData(nameof(Layouts))]
    public void Pods_of_different_nodes(bool isWrapped) => Play(isWrapped, scene =>
    {
        Assert.Equal(62, scene.Exchange(Ping(Pod(1, 2), Pod(2, 2))).Back!.Packet.TimeToLive);
        scene.Exchange(Ping(Pod(2, 3), Pod(1, 3)));
        scene.Send(Ping(Pod(1, 2), Pod(2, 2), payload: PodMtu - 28));
        scene.Send(Ping(Pod(1, 2), Pod(2, 2)) with { TimeToLive = 1 });
        scene.Send(Ping(Pod(1, 2), Pod(2, 2)) with { TimeToLive = 2 });
    });

    [FabricTheory]
    [MemberData(nameof(Layouts))]
    public void Nodes_and_pods(bool isWrapped) => Play(isWrapped, scene =>
    {
        foreach (IpAddress pod in (IpAddress[])[Pod(1, 2), Pod(2, 3)])
        {
            scene.Exchange("n1", Ping(scene.SourceTowards("n1", pod)!.Value, pod));
            scene.Exchange(Ping(pod, Node(1)));
            scene.Exchange(Ping(pod, Pod(1, 1)));
        }
    });

    [FabricTheory]
    [MemberData(nameof(Layouts))]
    public void Addresses_that_no_pod_has(bool isWrapped) => Play(isWrapped, scene =>
    {
        Assert.Equal((WalkEnd.NeighborUnknown, "pod-1-2"), scene.Send(Ping(Pod(1, 2), Pod(1, 77))) is var near ? (near.End, near.Stack) : default);
        Assert.Equal((WalkEnd.NeighborUnknown, "n2"), scene.Send(Ping(Pod(1, 2), Pod(2, 77))) is var far ? (far.End, far.Stack) : default);
    });

    private static void Play(bool isWrapped, Action<FabricScene> play)
    {
        var network = new ListedNetwork([.. from node in (int[])[1, 2] from stack in (NetworkStack[])[NodeOf(node, isWrapped), PodOf(node, 2), PodOf(node, 3)] select stack]);
        FabricScene.Play(network, network.Names, play);
    }

    private static IpAddress Pod(int node, int number) => Address($"10.42.{node}.{number}");

    private static IpAddress Node(int node) => Address($"192.168.0.{node}");

    private static NetworkStack PodOf(int node, int number)
    {
        IpPrefix subnet = IpPrefix.Of(Pod(node, 0), 24);
        return new NetworkStack(
            $"pod-{node}-{number}",
            [new LoopbackDevice(), new VethDevice("eth0", $"n{node}", $"veth{number}") { Mac = MacOf(1, node, number), Mtu = PodMtu, Addresses = [new InterfaceAddress(Pod(node, number), 24)] }],
            [MainTable(new Route(subnet) { Device = "eth0", Protocol = RouteProtocol.Kernel, Source = Pod(node, number) }, new Route(IpPrefix.Of(Pod(node, 0), 0)) { Device = "eth0", Gateway = Pod(node, 1) })],
            LinkTable.Empty)
        {
            IsForwarding = false,
        };
    }

    private static NetworkStack NodeOf(int node, bool isWrapped)
    {
        int other = 3 - node;
        NetworkDevice[] devices =
        [
            new LoopbackDevice(),
            new UplinkDevice("eth0", "lan") { Mac = MacOf(2, node, 0), Addresses = [new InterfaceAddress(Node(node), 24)] },
            new BridgeDevice(Bridge) { Mac = MacOf(3, node, 0), Mtu = PodMtu, Addresses = [new InterfaceAddress(Pod(node, 1), 24)] },
            .. from number in (int[])[2, 3] select new VethDevice($"veth{number}", $"pod-{node}-{number}", "eth0") { Mac = MacOf(4, node, number), Mtu = PodMtu, Bridge = Bridge },
            .. isWrapped ? [new VxlanDevice(Tunnel, 1, 8472, Node(node)) { Mac = MacOf(5, node, 0), Mtu = PodMtu, Addresses = [new InterfaceAddress(Pod(node, 0), 32)] }] : Array.Empty<NetworkDevice>(),
        ];
        Route across = new Route(IpPrefix.Of(Pod(other, 0), 24)) with { Device = isWrapped ? Tunnel : "eth0", Gateway = isWrapped ? Pod(other, 0) : Node(other), OnLink = isWrapped };
        return new NetworkStack(
            $"n{node}",
            devices,
            [
                MainTable(
                    new Route(IpPrefix.Of(Node(0), 24)) { Device = "eth0", Protocol = RouteProtocol.Kernel, Source = Node(node) },
                    new Route(IpPrefix.Of(Pod(node, 0), 24)) { Device = Bridge, Protocol = RouteProtocol.Kernel, Source = Pod(node, 1) },
                    across),
            ],
            isWrapped ? LinkTable.Of([new Neighbour(Tunnel, Pod(other, 0), MacOf(5, other, 0))], [new FdbEntry(Tunnel, MacOf(5, other, 0), Node(other))]) : LinkTable.Empty);
    }

    private static RoutingRule MainTable(params Route[] routes) => new(32766, RouteTable.Of(routes));

    private static MacAddress MacOf(int kind, int node, int number) => new(0x0200_0000_0000UL + (uint)((kind << 16) + (node << 8) + number));
}
