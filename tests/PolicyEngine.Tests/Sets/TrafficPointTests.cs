using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Sets;

public class TrafficPointTests
{
    [Fact]
    public void Text_names_protocol_and_ports_or_type_and_code()
    {
        Assert.Equal("tcp/6379", TrafficPoint.Ports(Protocol.Tcp, 6379).ToString());
        Assert.Equal("udp/53 from 1024", TrafficPoint.Ports(Protocol.Udp, 53, 1024).ToString());
        Assert.Equal("icmp/8/0", TrafficPoint.Icmp(Protocol.Icmp, 8).ToString());
        Assert.Equal("udplite", TrafficPoint.Other(Protocol.UdpLite).ToString());
        Assert.Equal("47", TrafficPoint.Other(new Protocol(47)).ToString());
    }

    [Fact]
    public void A_point_outside_its_protocols_universe_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrafficPoint(Protocol.Icmp, 256, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrafficPoint(Protocol.IcmpV6, 0, 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrafficPoint(Protocol.UdpLite, 1, 0));
        Assert.Throws<ArgumentException>(() => TrafficPoint.Ports(Protocol.UdpLite, 80));
        Assert.Throws<ArgumentException>(() => TrafficPoint.Icmp(Protocol.Tcp, 8));
        Assert.Throws<ArgumentException>(() => TrafficPoint.Other(Protocol.Tcp));
    }
}
