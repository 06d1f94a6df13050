using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Sets;

public class ProtocolTests
{
    [Theory]
    [InlineData("TCP", 6, "TCP")]
    [InlineData("udp", 17, "UDP")]
    [InlineData("Sctp", 132, "SCTP")]
    [InlineData("ICMP", 1, "ICMP")]
    [InlineData("icmpv6", 58, "ICMPv6")]
    [InlineData("UDPLite", 136, "UDPLite")]
    [InlineData("6", 6, "TCP")]
    [InlineData("0", 0, "0")]
    [InlineData("47", 47, "47")]
    [InlineData("255", 255, "255")]
    public void Names_and_numbers_are_read(string text, byte number, string name)
    {
        Assert.True(Protocol.TryParse(text, out Protocol protocol));
        Assert.Equal(new Protocol(number), protocol);
        Assert.Equal(name, protocol.Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("256")]
    [InlineData("-1")]
    [InlineData(" 6")]
    [InlineData("GRE")]
    public void Other_text_is_not_a_protocol(string? text) => Assert.False(Protocol.TryParse(text, out _));

    [Fact]
    public void The_name_of_every_protocol_reads_as_that_protocol()
    {
        for (int number = 0; number <= 255; number++)
        {
            var protocol = new Protocol((byte)number);
            Assert.True(Protocol.TryParse(protocol.Name, out Protocol read));
            Assert.Equal(protocol, read);
        }
    }

    [Fact]
    public void Only_three_protocols_have_ports_and_two_have_types()
    {
        var all = Enumerable.Range(0, 256).Select(number => new Protocol((byte)number)).ToList();
        Assert.Equal([Protocol.Tcp, Protocol.Udp, Protocol.Sctp], all.Where(protocol => protocol.HasPorts));
        Assert.Equal([Protocol.Icmp, Protocol.IcmpV6], all.Where(protocol => protocol.IsIcmp));
    }
}
