using Dataplane.Tests.Services;
using PolicyEngine.Dataplane.Dns;
using static Dataplane.Tests.Dns.DnsLab;

namespace Dataplane.Tests.Dns;

public sealed class ClusterDnsTests
{
    [Theory]
    [InlineData(DnsRecordType.A, "10.96.0.10")]
    [InlineData(DnsRecordType.Aaaa, "fd00:3::10")]
    public void A_Service_has_its_cluster_addresses(DnsRecordType type, string address) =>
        Assert.Equal(address, Cluster().Ask("web.default.svc.cluster.local", type));

    [Theory]
    [InlineData(DnsRecordType.A, "10.18.1.1, 10.18.1.2")]
    [InlineData(DnsRecordType.Aaaa, "fd00:2::2")]
    public void A_headless_Service_has_its_ready_endpoints(DnsRecordType type, string addresses) =>
        Assert.Equal(addresses, Cluster().Ask("db.data.svc.cluster.local", type));

    [Fact]
    public void Endpoints_that_are_not_ready_are_named_where_the_Service_publishes_them()
    {
        ClusterDns dns = Cluster(null, Database with { PublishesNotReady = true });

        Assert.Equal("10.18.1.1, 10.18.1.2, 10.18.1.4", dns.Ask("db.data.svc.cluster.local", DnsRecordType.A));
        Assert.Equal("10.18.1.4", dns.Ask("db-3.db.data.svc.cluster.local", DnsRecordType.A));
    }

    [Fact]
    public void A_headless_Service_without_ready_endpoints_exists_without_addresses() =>
        Assert.Equal("NoData", Cluster(null, Database with { Endpoints = [] }).Ask("db.data.svc.cluster.local", DnsRecordType.A));

    [Fact]
    public void A_named_port_has_one_server_record_with_the_Services_name()
    {
        Assert.Equal("100 80 web.default.svc.cluster.local.", Cluster().Ask("_http._tcp.web.default.svc.cluster.local", DnsRecordType.Srv));
        Assert.Equal("NoSuchName", Cluster().Ask("_http._udp.web.default.svc.cluster.local", DnsRecordType.Srv));
        Assert.Equal("NoSuchName", Cluster().Ask("_._udp.web.default.svc.cluster.local", DnsRecordType.Srv));
    }

    [Fact]
    public void A_port_of_a_headless_Service_has_one_server_record_for_each_endpoint() => Assert.Equal(
        "33 5432 db-0.db.data.svc.cluster.local., 33 5432 10-18-1-2.db.data.svc.cluster.local., 33 15432 fd00-2--2.db.data.svc.cluster.local.",
        Cluster().Ask("_sql._tcp.db.data.svc.cluster.local", DnsRecordType.Srv));

    [Fact]
    public void A_server_record_weighs_at_least_one()
    {
        DnsService many = Database with { Endpoints = [.. Enumerable.Range(1, 200).Select(host => new DnsEndpoint(ServiceLab.Ip($"10.18.1.{host}")))] };

        Assert.StartsWith("1 5432 10-18-1-1.db.", Cluster(null, many).Ask("_sql._tcp.db.data.svc.cluster.local", DnsRecordType.Srv), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_on_the_way_to_a_server_record_exist_without_records()
    {
        Assert.Equal("NoData", Cluster().Ask("_tcp.db.data.svc.cluster.local", DnsRecordType.Srv));
        Assert.Equal("NoSuchName", Cluster().Ask("_udp.db.data.svc.cluster.local", DnsRecordType.Srv));
    }

    [Theory]
    [InlineData("db-0", "10.18.1.1")]
    [InlineData("10-18-1-2", "10.18.1.2")]
    [InlineData("10-18-1-1", "NoSuchName")]
    [InlineData("db-3", "NoSuchName")]
    public void An_endpoint_is_named_by_its_host_name_else_by_its_address(string label, string answer) =>
        Assert.Equal(answer, Cluster().Ask($"{label}.db.data.svc.cluster.local", DnsRecordType.A));

    [Theory]
    [InlineData("10.0.96.10.in-addr.arpa", "web.default.svc.cluster.local.")]
    [InlineData("10.0.96.10.IN-ADDR.ARPA.", "web.default.svc.cluster.local.")]
    [InlineData("1.1.18.10.in-addr.arpa", "db-0.db.data.svc.cluster.local.")]
    [InlineData("2.1.18.10.in-addr.arpa", "Elsewhere")]
    [InlineData("1.2.3.in-addr.arpa", "Elsewhere")]
    [InlineData("a.b.c.d.in-addr.arpa", "Elsewhere")]
    public void Addresses_of_Services_and_of_named_headless_endpoints_have_names(string name, string answer) =>
        Assert.Equal(answer, Cluster().Ask(name, DnsRecordType.Reverse));

    [Fact]
    public void Addresses_of_IPv6_have_names_by_their_digits()
    {
        string digits = string.Join('.', "fd000003000000000000000000000010".Reverse());

        Assert.Equal("web.default.svc.cluster.local.", Cluster().Ask(digits + ".ip6.arpa", DnsRecordType.Reverse));
        Assert.Equal("NoData", Cluster().Ask(digits + ".ip6.arpa", DnsRecordType.A));
        Assert.Equal("Elsewhere", Cluster().Ask(digits.Replace("f", "g", StringComparison.Ordinal) + ".ip6.arpa", DnsRecordType.Reverse));
    }

    [Theory]
    [InlineData(DnsRecordType.A)]
    [InlineData(DnsRecordType.Aaaa)]
    [InlineData(DnsRecordType.Cname)]
    public void An_ExternalName_Service_is_an_alias(DnsRecordType type) =>
        Assert.Equal("= www.example.com.", Cluster().Ask("elsewhere.default.svc.cluster.local", type));

    [Fact]
    public void The_version_of_the_specification_is_told() =>
        Assert.Equal("\"1.1.0\"", Cluster().Ask("dns-version.cluster.local", DnsRecordType.Txt));

    [Theory]
    [InlineData("nothing.default.svc.cluster.local", "NoSuchName")]
    [InlineData("web.nowhere.svc.cluster.local", "NoSuchName")]
    [InlineData("nowhere.svc.cluster.local", "NoSuchName")]
    [InlineData("a.b.web.default.svc.cluster.local", "NoSuchName")]
    [InlineData("nothing.cluster.local", "NoSuchName")]
    [InlineData("default.svc.cluster.local", "NoData")]
    [InlineData("empty.svc.cluster.local", "NoData")]
    [InlineData("svc.cluster.local", "NoData")]
    [InlineData("cluster.local", "NoData")]
    [InlineData("dns-version.cluster.local", "NoData")]
    [InlineData("local", "Elsewhere")]
    [InlineData("example.com", "Elsewhere")]
    [InlineData("xcluster.local", "Elsewhere")]
    [InlineData(".", "Elsewhere")]
    public void Unknown_names_of_the_zone_do_not_exist_and_known_ones_may_have_no_data(string name, string status) =>
        Assert.Equal(status, Cluster().Ask(name, DnsRecordType.A));

    [Fact]
    public void The_zone_has_a_head() => Assert.Equal("Soa", Cluster().Ask("cluster.local", DnsRecordType.Soa));

    [Fact]
    public void Of_two_Services_of_a_name_the_first_is_known() =>
        Assert.Equal("10.96.0.10", Cluster(null, WebService, WebService with { ClusterAddresses = [ServiceLab.Ip("10.96.0.11")] }).Ask("web.default.svc.cluster.local", DnsRecordType.A));

    [Fact]
    public void Zone_and_time_are_settings()
    {
        DnsAnswer answer = Cluster(new() { Zone = "Example.Org.", Ttl = 30 }).Resolve("WEB.default.svc.example.ORG", DnsRecordType.A);

        Assert.Equal(("web.default.svc.example.org.", 30), (answer.Records[0].Name, answer.Records[0].Ttl));
        Assert.Equal(5, new DnsSettings().Ttl);
    }

    [Theory]
    [InlineData("cluster.local", 3600, null)]
    [InlineData("cluster.local", 3601, DnsErrorKind.InvalidTtl)]
    [InlineData("cluster.local", -1, DnsErrorKind.InvalidTtl)]
    [InlineData("cluster..local", 5, DnsErrorKind.InvalidZone)]
    public void Settings_out_of_range_are_refused(string zone, int ttl, DnsErrorKind? kind)
    {
        DnsError? error = ClusterDns.TryCreate(new() { Zone = zone, Ttl = ttl }, [], [], [], out ClusterDns? dns);

        Assert.Equal(kind, error?.Kind);
        Assert.Equal(kind is null, dns is not null);
    }
}
