using Dataplane.Tests.Walk;
using Kernel.Tests.Loading;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Kernel.Tests.Fabric;

/// <summary>Flannel's network by the backends for which kernels have devices everywhere. Those of ipip, udp and WireGuard stay with the model.</summary>
public sealed class FlannelSceneTests
{
    private static readonly IpPrefix s_network = Prefix("10.244.0.0/16");

    public static TheoryData<string> Backends => ["""{"Type": "vxlan"}""", """{"Type": "vxlan", "DirectRouting": true}""", """{"Type": "host-gw"}"""];

    [FabricTheory]
    [MemberData(nameof(Backends))]
    public void Pods_nodes_and_the_outside(string backend) => Play(backend, scene =>
    {
        (string Stack, IpAddress Address)[] ends =
            [("shop/a", A), ("shop/b", B), ("shop/c", C), ("shop/d", D), ("n1", N1), ("n2", N2), ("n3", N3), (PodNetwork.Outside, Elsewhere)];
        foreach ((string from, IpAddress source) in ends)
        {
            foreach ((string to, IpAddress destination) in ends.Where(end => end.Stack != from))
            {
                scene.Exchange(from, Ping(source, destination));
            }
        }

        foreach ((string to, IpAddress destination) in ends.Where(end => end.Stack != "n1"))
        {
            IpAddress source = scene.SourceTowards("n1", destination)!.Value;
            scene.Exchange("n1", Ping(source, destination));
        }
    });

    [FabricTheory]
    [MemberData(nameof(Backends))]
    public void Packets_that_do_not_arrive(string backend) => Play(backend, scene =>
    {
        foreach (IpAddress to in (IpAddress[])[B, D, N2, Elsewhere])
        {
            scene.Send(Ping(A, to) with { TimeToLive = 1 });
            scene.Send(Ping(A, to) with { TimeToLive = 2 });
        }

        scene.Send(Ping(A, Address("10.244.1.77")));
        scene.Send(Ping(A, Address("10.244.2.77")));
        scene.Send(Ping(A, Address("10.244.9.9")));
    });

    private static void Play(string backend, Action<FabricScene> play)
    {
        ClusterNetwork cluster = Cluster();
        PodNetwork network = WithFlannel(backend);
        string[] stacks = [.. cluster.Nodes.Select(node => node.Name), .. cluster.Pods.Select(pod => pod.Stack), PodNetwork.Router, PodNetwork.Outside];
        FabricScene.Play(network, stacks, play, lab =>
        {
            foreach (ClusterNode node in cluster.Nodes)
            {
                lab.Inside(node.Name, site => Tool.Run("iptables-legacy-restore", RulesOf(cluster, node), "-w"));
            }
        });
    }

    private static string RulesOf(ClusterNetwork cluster, ClusterNode node)
    {
        IpPrefix subnet = IpPrefix.Of(cluster.Pods.First(pod => pod.Node == node.Name).Addresses[0], 24);
        return string.Join('\n', [
            "*nat", .. FlannelMasquerade.Of(MasqueradeVariant.Iptables, s_network, subnet).Rules.Select(TextOf), "COMMIT",
            "*filter", "-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", "COMMIT", ""]);
    }

    private static string TextOf(MasqueradeRule rule) =>
        $"-A POSTROUTING{Match("-s", rule.Source)}{Match("-d", rule.Destination)}{(rule.Mark is { } mark ? $" -m mark --mark {mark.Value}/{mark.Mask}" : "")} -j {(rule.Masquerades ? "MASQUERADE" : "RETURN")}";

    private static string Match(string option, AddressCondition? condition) =>
        condition is { } known ? $"{(known.IsOutside ? " !" : "")} {option} {known.Block}" : "";
}
