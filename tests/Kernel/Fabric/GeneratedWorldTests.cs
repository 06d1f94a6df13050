using System.Globalization;
using Dataplane.Tests.Worlds;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>Random small clusters of Calico: every packet sees the same devices in the kernel as in the model. <c>FABRIC_WORLDS</c> says how many; those with IPIP stay with the model, as kernels without that device are common.</summary>
public sealed class GeneratedWorldTests
{
    private const ushort ServicePort = 80;
    private const ushort BackendPort = 8080;
    private const ushort FirstNodePort = 30080;

    private static readonly IpAddress s_outside = IpAddress.V4(0x08080808);
    private static readonly IpAddress s_outsideV6 = IpAddress.V6((UInt128)0x2001_4860_4860_0000 << 64);

    private static int Worlds => int.TryParse(Environment.GetEnvironmentVariable("FABRIC_WORLDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int worlds) ? worlds : 12;

    [FabricFact]
    public void Pods_nodes_and_the_outside_reach_one_another_the_same_way() => Check(Everyone);

    [FabricFact]
    public void Services_translate_the_same_way_there_and_back() => Check(ThroughServices);

    private static void Check(Action<FabricScene, ClusterNetwork> play) => Prop.ForAll(
        Plan.Any.Filter(plan => plan.Ipip == EncapsulationMode.Never && plan.Pods.Length > 0),
        plan =>
        {
            var world = new World(plan);
            ClusterNetwork cluster = WithServices(world.Cluster);
            FabricScene.Play(cluster, scene => play(scene, cluster), world.Settings);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Worlds));

    private static void Everyone(FabricScene scene, ClusterNetwork cluster)
    {
        (string Stack, IpAddress Address)[] ends =
        [
            .. from pod in cluster.Pods from address in pod.Addresses select (pod.Stack, address),
            .. from node in cluster.Nodes from address in new[] { node.V4?.Address, node.V6?.Address, node.VxlanTunnelV4, node.VxlanTunnelV6 }.OfType<IpAddress>() select (node.Name, address),
            (PodNetwork.Outside, s_outside), (PodNetwork.Outside, s_outsideV6),
        ];
        foreach ((string from, IpAddress source) in ends)
        {
            foreach ((string to, IpAddress destination) in ends.Where(end => end.Stack != from && end.Address.Family == source.Family))
            {
                scene.Exchange(from, Ping(source, destination));
            }
        }

        foreach (ClusterNode node in cluster.Nodes)
        {
            foreach (IpAddress address in ends.Where(end => end.Address.Family == IpFamily.V4 || node.V6 is not null).Select(end => end.Address))
            {
                scene.SourceTowards(node.Name, address);
            }
        }
    }

    private static void ThroughServices(FabricScene scene, ClusterNetwork cluster)
    {
        ushort own = 40000;
        foreach (ProxiedPort service in cluster.Services)
        {
            foreach ((string stack, IpAddress source) in cluster.Pods.SelectMany(pod => pod.Addresses.Select(address => (pod.Stack, address)))
                .Concat(cluster.Nodes.Where(node => node.V4 is not null).Select(node => (node.Name, node.V4!.Value.Address)))
                .Where(end => end.Item2.Family == IpFamily.V4))
            {
                scene.Exchange(stack, new Packet(source, service.ClusterAddress!.Value, TrafficPoint.Ports(Protocol.Udp, service.Port, own++)));
            }

            foreach (ClusterNode node in cluster.Nodes)
            {
                scene.Exchange(PodNetwork.Outside, new Packet(s_outside, node.V4!.Value.Address, TrafficPoint.Ports(Protocol.Udp, service.NodePort, own++)));
            }
        }
    }

    private static ClusterNetwork WithServices(ClusterNetwork cluster) => cluster with
    {
        Services =
        [
            .. cluster.Pods.SelectMany(pod => pod.Addresses.Where(address => address.Family == IpFamily.V4).Select(address => (pod, address))).Select((backend, number) =>
                new ProxiedPort(new ServicePortName("world", $"s{number}", ""), Protocol.Udp, IpAddress.V4(0x0A60_0001 + (uint)number), ServicePort)
                {
                    NodePort = (ushort)(FirstNodePort + number),
                    Backends = [new ServiceBackend(backend.address, BackendPort) { Node = backend.pod.Node }],
                }),
        ],
    };

    private static Packet Ping(IpAddress source, IpAddress destination) => new(
        source, destination, source.Family == IpFamily.V4 ? TrafficPoint.Icmp(Protocol.Icmp, 8) : TrafficPoint.Icmp(Protocol.IcmpV6, 128));
}
