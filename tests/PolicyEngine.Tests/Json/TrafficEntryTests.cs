using PolicyEngine.Json;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Json;

public sealed class TrafficEntryTests
{
    private static readonly TrafficSet Web = TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of(80, 90));

    public static TheoryData<string, string> Cases() => new()
    {
        { "nothing", "" },
        { "everything", "any" },
        { "tcp 80-90", "TCP 80-90" },
        { "tcp 80-90 and udp", "TCP 80-90; UDP" },
        { "tcp 80-90 from 1024", "TCP 80-90 from 1024" },
        { "icmp type 8", "ICMP 8" },
        { "gre and 50", "47,50" },
        { "all but tcp 80-90", "TCP 0-79,91-65535; UDP; SCTP; ICMP; ICMPv6; UDPLite; 0,2-5,7-16,18-57,59-131,133-135,137-255" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sets_are_told_by_protocol(string name, string expected)
    {
        TrafficSet traffic = name switch
        {
            "nothing" => TrafficSet.Empty,
            "everything" => TrafficSet.All,
            "tcp 80-90" => Web,
            "tcp 80-90 and udp" => Web.Union(TrafficSet.ForProtocol(Protocol.Udp)),
            "tcp 80-90 from 1024" => TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of(80, 90), IntervalSet<ushort>.Of(1024)),
            "icmp type 8" => TrafficSet.Icmp(Protocol.Icmp, 8, null),
            "gre and 50" => TrafficSet.ForProtocol(new Protocol(47)).Union(TrafficSet.ForProtocol(new Protocol(50))),
            _ => Web.Complement(),
        };

        IEnumerable<string> entries = TrafficEntry.Of(traffic).Select(entry => entry.Protocol
            + (entry.Majors is null ? "" : $" {entry.Majors}")
            + (entry.Minors is null ? "" : $" from {entry.Minors}"));

        Assert.Equal(expected, string.Join("; ", entries));
    }
}
