using Kernel.Tests.Loading;
using Kernel.Tests.Namespaces;
using Kernel.Tests.Packets;
using Kernel.Tests.Probing;
using PolicyEngine;
using PolicyEngine.Sets;

namespace Kernel.Tests.Facts;

/// <summary>
/// What connection tracking does to packets before rules see them, on which the walk of the model rests: a packet in pieces is
/// judged as one, and what belongs to no connection begins none.
/// </summary>
public sealed class TrackedPacketTests
{
    private const string Dns = "udp dport 53 accept";
    private const string Echo = "icmp type echo-request accept";
    private const string Tracked = "ct state established accept; ct state invalid drop";
    private const int UdpHeader = 8;

    private static readonly IpAddress s_client = Address("10.65.0.1");
    private static readonly IpAddress s_server = Address("10.65.0.2");

    [KernelFact]
    public void Without_tracking_only_the_piece_with_the_ports_passes_a_rule_about_ports() =>
        Assert.Equal([1, 0], Forwarded([Dns], Query().First, Query().Second));

    [KernelFact]
    public void With_tracking_pieces_are_put_together_before_the_rules_and_leave_when_all_are_there() =>
        Assert.Equal([0, 2], Forwarded([Tracked, Dns], Query().First, Query().Second));

    [KernelFact]
    public void An_answer_to_an_echo_that_nobody_sent_belongs_to_no_connection() =>
        Assert.Equal([0, 1], Forwarded([Tracked, Echo], Written(TrafficPoint.Icmp(Protocol.Icmp, 0)), Written(TrafficPoint.Icmp(Protocol.Icmp, 8))));

    [KernelFact]
    public void An_SCTP_packet_with_a_wrong_checksum_is_invalid()
    {
        byte[] damaged = Written(Init);
        damaged[^1] ^= 1;

        Assert.Equal([0, 1], Forwarded([Tracked, "meta l4proto sctp accept"], damaged, Written(Init)));
    }

    private static TrafficPoint Init => TrafficPoint.Ports(Protocol.Sctp, 9999, 40000);

    private static (byte[] First, byte[] Second) Query() => FragmentWriter.Split(Written(TrafficPoint.Ports(Protocol.Udp, 53, 40000)), UdpHeader);

    private static byte[] Written(TrafficPoint traffic)
    {
        byte[] buffer = new byte[128];
        return buffer[..PacketWriter.Write(buffer, new TestPacket(s_client, s_server, traffic, 1))];
    }

    /// <summary>How many packets leave a node, whose rules accept nothing else, after each that is sent through it.</summary>
    private static int[] Forwarded(string[] rules, params byte[][] packets) => NetworkThread.Run(() =>
    {
        using var lab = new NodeLab();
        lab.Arrange(new NodeMap(new PolicyLoader().LoadText(Cluster).Snapshot, "n1"));
        string chain = "add table ip t\nadd chain ip t f { type filter hook forward priority 0; policy drop; }\n";
        Tool.Run("nft", chain + string.Join('\n', rules.SelectMany(rule => rule.Split("; ")).Select(rule => $"add rule ip t f {rule}")) + "\n", "-f", "-");
        return packets.Select(packet => Forwarded(lab, packet)).ToArray();
    });

    private static int Forwarded(NodeLab lab, byte[] packet)
    {
        const int Patience = 20;
        lab.Entry(s_client, s_server).Send([.. packet]);
        Thread.Sleep(Patience);
        byte[] buffer = new byte[2048];
        int count = 0;
        while (lab.Exit(s_server).Receive(buffer, 0) > 0)
        {
            // The kernel itself speaks IPv6 to its neighbours.
            count += buffer[0] >> 4 == 4 ? 1 : 0;
        }

        return count;
    }

    private const string Cluster = """
        {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: a}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: 10.65.0.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: server, namespace: a}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: 10.65.0.2}}
        """;

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);
}
