using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk;

/// <summary>The source ports of packets that get another source.</summary>
public sealed class SourcePortTests
{
    private static readonly CalicoSettings s_ranged = CalicoSettings.Default with { NatPortRange = new PortRange(50000, 50010) };

    [Theory]
    [InlineData(40000, 50000)]
    [InlineData(50007, 50007)]
    [InlineData(50011, 50000)]
    public void Outgoing_packets_get_a_port_of_the_range_and_keep_one_that_is_in_it(int sent, int seen)
    {
        foreach (Protocol protocol in new[] { Protocol.Tcp, Protocol.Udp })
        {
            PacketTrace trace = new PacketWalk(Network(Cluster(), s_ranged)).Send(new Packet(A, Elsewhere, TrafficPoint.Ports(protocol, 53, (ushort)sent)));

            Assert.Equal((N1, (ushort)seen), (trace.Packet.Source, trace.Packet.Traffic.Minor));
        }
    }

    [Fact]
    public void The_range_is_for_TCP_and_UDP_alone()
    {
        PacketTrace trace = new PacketWalk(Network(Cluster(), s_ranged)).Send(new Packet(A, Elsewhere, TrafficPoint.Ports(Protocol.Sctp, 53, 40000)));

        Assert.Equal((N1, (ushort)40000), (trace.Packet.Source, trace.Packet.Traffic.Minor));
    }

    [Theory]
    [InlineData(1024, 4789, 4790)]
    [InlineData(4789, 4789, 4790)]
    [InlineData(40000, 4789, 40000)]
    [InlineData(50000, 40000, 1024)]
    public void UDP_of_a_node_into_an_overlay_with_VXLAN_gets_a_port_on_the_larger_side_of_that_of_VXLAN(int sent, int vxlan, int seen)
    {
        PacketTrace trace = FromNode(Protocol.Udp, sent, EncapsulationMode.Never, EncapsulationMode.Always, CalicoSettings.Default with { VxlanPort = (ushort)vxlan });

        Assert.Equal((T1, (ushort)seen), (trace.Packet.Source, trace.Packet.Traffic.Minor));
    }

    [Fact]
    public void TCP_of_a_node_and_UDP_without_VXLAN_keep_their_ports()
    {
        Assert.Equal((ushort)1024, FromNode(Protocol.Tcp, 1024, EncapsulationMode.Never, EncapsulationMode.Always, CalicoSettings.Default).Packet.Traffic.Minor);
        Assert.Equal((ushort)1024, FromNode(Protocol.Udp, 1024, EncapsulationMode.Always, EncapsulationMode.Never, CalicoSettings.Default).Packet.Traffic.Minor);
    }

    private static PacketTrace FromNode(Protocol protocol, int port, EncapsulationMode ipip, EncapsulationMode vxlan, CalicoSettings settings) =>
        new PacketWalk(Network(Cluster(ipip, vxlan), settings)).Send(new Packet(N1, B, TrafficPoint.Ports(protocol, 53, (ushort)port)));
}
