using System.Text.Json;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using TestKit;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk;

/// <summary>Which packets leave with another source, compared with what a kernel did with Calico's rules.</summary>
public sealed class KernelNatCorpusTests
{
    public static TheoryData<string> Decisions => IpamCase.NamesOf("kernel-nat-service.json", entry => entry.GetProperty("title").GetString()!.StartsWith("calico ", StringComparison.Ordinal));

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Decisions))]
    public void A_packet_leaves_with_the_source_that_the_kernel_gave_it(string id)
    {
        JsonElement entry = IpamCase.Named(id);
        JsonElement input = entry.GetProperty("input");
        JsonElement packet = input.GetProperty("packet");
        CalicoNetwork network = new(ClusterOf(input), CalicoSettings.Default with { NatOutgoingExcludesHosts = Text(input, "ruleset").EndsWith("IPPoolsAndHostIPs", StringComparison.Ordinal) }, OpenFilter.Instance);
        IpAddress source = Address(Text(packet, "src"));

        PacketTrace trace = new PacketWalk(network).Send(network.StackWith(source), Tcp(source, Address(Text(packet, "dst")), 80));

        // The laboratory has one node: what it sends, and how often it was forwarded there.
        JsonElement expected = Assert.Single(entry.GetProperty("expect").EnumerateObject()).Value;
        SentStep sent = trace.Steps.OfType<SentStep>().Last(step => step.Stack == "node");
        Assert.Equal((Text(expected, "src"), Text(expected, "dst")), (sent.Packet.Source.ToString(), sent.Packet.Destination.ToString()));
        Assert.Equal(expected.GetProperty("ttl").GetInt32(), 64 - trace.Steps.OfType<RoutedStep>().Count(step => step.Stack == "node"));
    }

    private static ClusterNetwork ClusterOf(JsonElement input) => new()
    {
        Nodes = [Node("node", Text(input, "node")), Node("other", Text(input, "otherNode"))],
        Pools = [new AddressPool("pods", Prefix(Text(input, "poolsOrCluster"))) { NatOutgoing = true }],
        Blocks = [new ClusterBlock(Prefix(Text(input, "nodePodCidr")), "node"), new ClusterBlock(Prefix("10.18.9.0/24"), "other")],
        Pods = [new ClusterPod("lab", "a", "node", [Address("10.18.1.1")]), new ClusterPod("lab", "b", "node", [Address("10.18.1.2")])],
        IsRouterPeered = true,
    };

    private static ClusterNode Node(string name, string address) => new(name) { V4 = new InterfaceAddress(Address(address), 24) };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
