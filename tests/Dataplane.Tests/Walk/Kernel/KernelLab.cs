using System.Text.Json;
using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Canal;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk.Kernel;

/// <summary>
/// The laboratory that kernels were watched in: two nodes and a third, a pod and another on the first, a pod on the second.
/// Which network it has is told by the words of a case.
/// </summary>
internal sealed class KernelLab
{
    private readonly string _words;

    public KernelLab(JsonElement entry)
    {
        JsonElement input = entry.GetProperty("input");
        _words = $"{entry.GetProperty("id").GetString()} {entry.GetProperty("title").GetString()}".ToUpperInvariant();
        Source = Address(CorpusShape.TextOf(input, "src") ?? "10.18.1.1");
        Remote = CorpusShape.TextOf(input, "dst") is { } text && SubnetOf(Address(text)) != SubnetOf(Source) ? Address(text) : AddressIn(Source, 2, 1);
        Destination = CorpusShape.TextOf(input, "dst") is { } named ? Address(named) : Remote;
        Beside = Destination == Remote ? SubnetOf(Source).AddressAt(Source.MinusFirstOf(SubnetOf(Source)) + 1) : Destination;
        Network = Has("CNI0") ? Flannel : Has("FLANNEL") ? Canal : Calico;
    }

    /// <summary>The pod that sends.</summary>
    public IpAddress Source { get; }

    /// <summary>The pod that the case is about.</summary>
    public IpAddress Destination { get; }

    /// <summary>The other pod of the sender's node.</summary>
    public IpAddress Beside { get; }

    /// <summary>The pod of the other node.</summary>
    public IpAddress Remote { get; }

    public PodNetwork Network { get; }

    /// <summary>An address of the first node's block that no pod has.</summary>
    public IpAddress Unused => AddressIn(Source, 1, 60);

    /// <summary>The largest packet that pods send, where they do not know of tunnels.</summary>
    public PodNetwork WithUnknowingPods => Overlaid.WithPodMtu(Network, 1500);

    /// <summary>The cluster of the laboratory with Calico's VXLAN.</summary>
    public PodNetwork CalicoVxlan => new CalicoNetwork(ClusterOf(EncapsulationMode.Never, EncapsulationMode.Always), CalicoSettings.Default, OpenFilter.Instance);

    private FlannelConfig Config => FlannelConfig.Read(
        $$"""{ "Network": "{{IpPrefix.Of(Source, 16)}}", "Backend": { "Type": "{{(Has("UDP") ? "udp" : "vxlan")}}" } }""").Value!;

    private PodNetwork Flannel => FlannelNetwork.Of(ClusterOf(EncapsulationMode.Never, EncapsulationMode.Never), Config).Value!;

    // Where no bridge is named, Flannel's tunnels were tried with pods that are connected as in all other cases.
    private PodNetwork Canal => CanalNetwork.Of(ClusterOf(EncapsulationMode.Never, EncapsulationMode.Never), Config, OpenFilter.Instance).Value!;

    private PodNetwork Calico => Has("VXLAN") || Has("FDB") ? CalicoVxlan : new CalicoNetwork(
        ClusterOf(Has("IPIP") ? EncapsulationMode.Always : EncapsulationMode.Never, EncapsulationMode.Never), CalicoSettings.Default, OpenFilter.Instance);

    /// <summary>Whether the case says a word in its name or title.</summary>
    public bool Has(string word) => _words.Contains(word, StringComparison.Ordinal);

    public bool Has(params string[] words) => Array.TrueForAll(words, word => Has(word));

    private ClusterNetwork ClusterOf(EncapsulationMode ipip, EncapsulationMode vxlan)
    {
        ClusterNetwork usual = Cluster(ipip, vxlan);
        return usual with
        {
            Nodes = [.. usual.Nodes.Select((node, number) => node with
            {
                V4 = new InterfaceAddress(Address($"192.168.0.{number + 1}"), 24),
                PodCidrs = [SubnetOf(AddressIn(Source, number + 1, 0))],
                IpipTunnel = node.IpipTunnel is null ? null : AddressIn(Source, number + 1, 0),
                VxlanTunnelV4 = node.VxlanTunnelV4 is null ? null : AddressIn(Source, number + 1, 0),
            })],
            Pools = [usual.Pools[0] with { Cidr = IpPrefix.Of(Source, 16) }],
            Blocks = [.. usual.Nodes.Select((node, number) => new ClusterBlock(IpPrefix.Of(AddressIn(Source, number + 1, 0), 26), node.Name))],
            Pods = [new ClusterPod("lab", "a", "n1", [Source]), new ClusterPod("lab", "c", "n1", [Beside]), new ClusterPod("lab", "b", "n2", [Remote])],
        };
    }

    private static IpPrefix SubnetOf(IpAddress address) => IpPrefix.Of(address, 24);

    private static IpAddress AddressIn(IpAddress any, int subnet, int number) => IpPrefix.Of(any, 16).AddressAt((UInt128)((subnet * 256) + number));
}
