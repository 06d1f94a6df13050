using System.Collections.Immutable;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Queries;

public sealed class AskedProtocolsTests
{
    private static readonly Query s_query = new() { From = "shop/a", To = "shop/b" };

    [Fact]
    public void What_is_set_last_counts()
    {
        Query two = s_query with { Protocols = [Protocol.Udp, Protocol.Sctp] };

        Assert.Equal<Protocol>([Protocol.Tcp], (two with { Protocol = Protocol.Tcp }).Protocols);
        Assert.Empty((two with { Protocol = null }).Protocols);
        Assert.Equal<Protocol>([Protocol.Udp], new Query { From = "shop/a", To = "shop/b", Protocol = Protocol.Tcp, Protocols = [Protocol.Udp] }.Protocols);
        Assert.Null(two.Protocol);
    }

    [Fact]
    public void The_one_protocol_is_told_however_it_was_given()
    {
        Query one = s_query with { Protocol = Protocol.Tcp };

        Assert.Equal<Protocol>([Protocol.Tcp], one.Protocols);
        Assert.Equal(Protocol.Udp, (s_query with { Protocols = [Protocol.Udp] }).Protocol);
        Assert.Equal(Protocol.Tcp, (one with { Protocols = [Protocol.Tcp] }).Protocol);
        Assert.Equal<Protocol>([Protocol.Udp], (one with { Protocol = Protocol.Udp }).Protocols);
        Assert.Empty((one with { Protocol = null }).Protocols);
        Assert.Empty((one with { Protocols = default(ImmutableArray<Protocol>) }).Protocols);
    }
}
