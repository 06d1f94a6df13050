using PolicyEngine.Dataplane.Dns;
using static Dataplane.Tests.Dns.DnsLab;

namespace Dataplane.Tests.Dns;

public sealed class PodResolverTests
{
    private static readonly PodResolver Resolver = new("default") { NodeSearch = ["example.org"] };

    [Fact]
    public void The_search_list_has_the_namespace_the_Services_the_zone_and_what_the_node_has() =>
        Assert.Equal(["default.svc.cluster.local", "svc.cluster.local", "cluster.local", "example.org"], Resolver.Search.ToArray());

    [Fact]
    public void A_name_with_few_dots_is_searched_for_first() => Assert.Equal(
        ["web.default.svc.cluster.local.", "web.svc.cluster.local.", "web.cluster.local.", "web.example.org.", "web."],
        Resolver.Candidates("web").ToArray());

    [Fact]
    public void A_name_with_as_many_dots_as_ndots_is_asked_for_first()
    {
        Assert.Equal("a.b.c.d.e.f.", Resolver.Candidates("a.b.c.d.e.f")[0]);
        Assert.Equal("a.b.c.d.e.", Resolver.Candidates("a.b.c.d.e")[^1]);
        Assert.Equal("a.b.", (Resolver with { Ndots = 1 }).Candidates("a.b")[0]);
    }

    [Fact]
    public void A_name_with_a_final_dot_is_not_searched_for() => Assert.Equal(["web."], Resolver.Candidates("web.").ToArray());

    [Theory]
    [InlineData("web", DnsStatus.Found)]
    [InlineData("db.data", DnsStatus.Found)]
    [InlineData("db.data.svc", DnsStatus.Found)]
    [InlineData("db", DnsStatus.Elsewhere)]
    [InlineData("web.", DnsStatus.Elsewhere)]
    [InlineData("www.example.com", DnsStatus.Elsewhere)]
    [InlineData("", DnsStatus.Elsewhere)]
    public void The_first_answer_with_records_counts(string name, DnsStatus status) =>
        Assert.Equal(status, Resolver.Resolve(Cluster(), name, DnsRecordType.A).Status);
}
