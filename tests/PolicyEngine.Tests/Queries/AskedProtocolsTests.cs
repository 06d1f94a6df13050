using System.Collections.Immutable;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Queries;

public sealed class AskedProtocolsTests
{
    private static readonly Query s_query = new() { From = "shop/a", To = "shop/b" };

    [Fact]
    public void A_question_is_about_all_protocols_that_it_is_given_in_whatever_order()
    {
        var first = new Query { From = "shop/a", To = "shop/b", Protocol = Protocol.Tcp, Protocols = [Protocol.Udp] };
        var last = new Query { From = "shop/a", To = "shop/b", Protocols = [Protocol.Udp], Protocol = Protocol.Tcp };

        Assert.Equal<Protocol>([Protocol.Udp, Protocol.Tcp], first.Protocols);
        Assert.Equal<Protocol>([Protocol.Udp, Protocol.Tcp], last.Protocols);
        Assert.Equal((null, null), (first.Protocol, last.Protocol));
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
        Assert.Equal<Protocol>([Protocol.Tcp], (one with { Protocols = default(ImmutableArray<Protocol>) }).Protocols);
    }
}
