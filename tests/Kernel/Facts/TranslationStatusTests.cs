using System.Globalization;
using System.Text.RegularExpressions;
using Kernel.Tests.Loading;
using Kernel.Tests.Namespaces;
using Kernel.Tests.Packets;
using Kernel.Tests.Probing;
using PolicyEngine;
using PolicyEngine.Sets;

namespace Kernel.Tests.Facts;

/// <summary>
/// What the kernel makes of the two ways to ask in nftables whether a connection is translated. Felix writes
/// <c>ct status != dnat</c> for those that are not.
/// </summary>
public sealed partial class TranslationStatusTests
{
    private const string Rules = """
        add table ip t
        add chain ip t raw { type filter hook output priority -300 ; }
        add rule ip t raw udp dport 4789 notrack
        add chain ip t nat { type nat hook output priority -100 ; }
        add rule ip t nat ip daddr 203.0.113.1 dnat to 203.0.113.3
        add chain ip t out { type filter hook output priority 0 ; }
        add rule ip t out ct status != dnat counter
        add rule ip t out ct status dnat counter
        """;

    /// <summary>Which of the two rules take a packet of the node, by its destination and port.</summary>
    [KernelFact]
    public void The_negation_holds_for_every_connection_and_for_no_packet_without_one()
    {
        bool[][] taken = NetworkThread.Run(() =>
        {
            using var lab = new NodeLab();
            PolicySnapshot snapshot = new PolicyLoader().LoadText(
                "{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}}").Snapshot;
            lab.Arrange(new NodeMap(snapshot, "n1"));
            Tool.Run("nft", Rules, "-f", "-");
            var prober = new Prober(lab);
            return new[] { Taken(prober, "203.0.113.1", 80), Taken(prober, "203.0.113.2", 80), Taken(prober, "203.0.113.2", 4789) };
        });

        // Translated, not translated, not tracked.
        Assert.Equal([[true, true], [true, false], [false, false]], taken);
    }

    private static bool[] Taken(Prober prober, string destination, ushort port)
    {
        int[] before = Counts();
        prober.Passes(Address("192.0.2.1"), Address(destination), TrafficPoint.Ports(Protocol.Udp, port, 40000), PacketKind.First, isExpected: false);
        return [.. before.Zip(Counts(), (old, now) => now > old)];
    }

    private static int[] Counts() =>
    [
        .. Counter().Matches(Tool.Run("nft", "", "list", "chain", "ip", "t", "out")).Select(match => int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture)),
    ];

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    [GeneratedRegex(@"packets (?<count>\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counter();
}
