using PolicyEngine;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk;

/// <summary>The packets around others: which policies they meet, how large they may be, whether both ends agree about them.</summary>
public sealed class TunnelPacketTests
{
    private const string Hosts = """
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: n1-eth0, labels: {role: worker}}
        spec: {node: n1, interfaceName: eth0, expectedIPs: [192.168.0.1]}
        ---
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: n2-eth0, labels: {role: worker}}
        spec: {node: n2, interfaceName: eth0, expectedIPs: [192.168.0.2]}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: closed}
        spec:
          selector: role == 'worker'
          types: [Ingress, Egress]

        """;

    [Theory]
    [InlineData(EncapsulationMode.Always, EncapsulationMode.Never)]
    [InlineData(EncapsulationMode.Never, EncapsulationMode.Always)]
    public void Normal_policy_of_hosts_that_closes_all_lets_packets_of_pods_pass_between_nodes(EncapsulationMode ipip, EncapsulationMode vxlan) =>
        Assert.Equal((WalkEnd.Delivered, "shop/b"), Send("", ipip, vxlan) is var trace ? (trace.End, trace.Stack) : default);

    [Theory]
    [InlineData("doNotTrack: true, ")]
    [InlineData("preDNAT: true, ")]
    public void Policy_before_connection_tracking_or_translation_stops_packets_of_pods_between_nodes(string stage)
    {
        PacketTrace trace = Send($"{stage}applyOnForward: true,", EncapsulationMode.Never, EncapsulationMode.Always);

        Assert.Equal((WalkEnd.DeniedByPolicy, "n2"), (trace.End, trace.Stack));
        Assert.Equal(NodeHook.Prerouting, Assert.IsType<FilteredStep>(trace.Steps[^1]).Hook);
        Assert.NotNull(trace.Packet.Inner);
    }

    [Fact]
    public void Nodes_that_disagree_about_the_port_of_VXLAN_lose_packets()
    {
        CalicoSettings settings = CalicoSettings.Default with { ByNode = CalicoSettings.Default.ByNode.Add("n2", CalicoSettings.Default with { VxlanPort = 4790 }) };

        PacketTrace trace = new PacketWalk(Network(Cluster(vxlan: EncapsulationMode.Always), settings)).Send(Ping(A, B));

        Assert.Equal((WalkEnd.TunnelMismatch, "n2"), (trace.End, trace.Stack));
        Assert.Equal("no interface of n2 takes VXLAN with this port and network number", trace.Reason);
    }

    [Fact]
    public void IPIP_tells_the_sender_of_a_packet_that_is_too_large_wrapped_and_takes_apart_what_may_be()
    {
        CalicoSettings settings = CalicoSettings.Default with { IpipMtu = 1500 };
        PacketWalk walk = new(Network(Cluster(ipip: EncapsulationMode.Always), settings));

        PacketTrace whole = walk.Send(Ping(A, B, 1472));
        PacketTrace pieces = walk.Send(Ping(A, B, 1472, dontFragment: false));

        Assert.Equal((WalkEnd.TooBig, "n1"), (whole.End, whole.Stack));
        Assert.Equal((WalkEnd.Delivered, "shop/a", (int?)1480), (whole.Answer!.End, whole.Answer.Stack, whole.Answer.Packet.NextHopMtu));
        Assert.Equal((WalkEnd.Delivered, "shop/b"), (pieces.End, pieces.Stack));
    }

    private static PacketTrace Send(string stage, EncapsulationMode ipip, EncapsulationMode vxlan)
    {
        string early = stage.Length == 0 ? "" : $$$"""

            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: early}
            spec: {selector: role == 'worker', {{{stage}}} types: [Ingress], ingress: [{action: Deny, protocol: UDP, destination: {ports: [4789]}}, {action: Allow}]}
            """;
        PolicySnapshot snapshot = new PolicyLoader().LoadText(Hosts + early).Snapshot;
        return new PacketWalk(new CalicoNetwork(Cluster(ipip, vxlan), CalicoSettings.Default, new PolicyFilter(snapshot.Hooks))).Send(Ping(A, B));
    }
}
