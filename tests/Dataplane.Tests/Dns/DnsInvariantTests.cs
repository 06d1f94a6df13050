using Dataplane.Tests.Services;
using PolicyEngine.Dataplane.Dns;
using PolicyEngine.Sets;
using static Dataplane.Tests.Dns.DnsLab;

namespace Dataplane.Tests.Dns;

public sealed class DnsInvariantTests
{
    private static readonly string[] Names = ["web", "default", "svc", "pod", "cluster", "local", "_http", "_tcp", "db-0", "in-addr", "arpa", "", "xn--", "*", "10-18-1-4", "dns-version"];

    [Fact]
    public void S18_a_headless_name_has_the_addresses_of_the_ready_endpoints() => TestKit.Property.Holds<byte[]>(plan =>
    {
        DnsService service = Service(plan);
        ClusterDns dns = Cluster(null, service);

        Assert.Equal(
            service.Endpoints.Where(endpoint => endpoint.IsReady).Select(endpoint => endpoint.Address).Distinct(),
            Addresses(dns, "db.data.svc.cluster.local."));
    });

    [Fact]
    public void S18_targets_of_server_records_have_those_addresses() => TestKit.Property.Holds<byte[]>(plan =>
    {
        DnsService service = Service(plan);
        ClusterDns dns = Cluster(null, service);
        IEnumerable<string> targets = dns.Resolve("_sql._tcp.db.data.svc.cluster.local", DnsRecordType.Srv).Records
            .Select(record => Assert.IsType<DnsData.Server>(record.Data).Target);

        Assert.Equal(
            service.Endpoints.Where(endpoint => endpoint.IsReady).Select(endpoint => endpoint.Address).Distinct().Order(),
            targets.SelectMany(target => Addresses(dns, target)).Distinct().Order());
    });

    [Fact]
    public void S18_a_Service_with_a_cluster_address_has_that_address() => TestKit.Property.Holds<byte[]>(plan =>
        Assert.Equal([ServiceLab.Ip("10.96.0.9")], Addresses(Cluster(null, Service(plan) with { ClusterAddresses = [ServiceLab.Ip("10.96.0.9")] }), "db.data.svc.cluster.local.")));

    [Fact]
    public void Every_text_has_an_answer_and_case_does_not_change_it() => TestKit.Property.Holds<(byte[] Labels, string Text, byte Type)>(question =>
    {
        ClusterDns dns = Cluster(new() { Pods = PodNames.Insecure });
        DnsRecordType type = (DnsRecordType)question.Type;
        string name = string.Join('.', question.Labels.Select(label => Names[label % Names.Length]));

        dns.Resolve(question.Text, type);
        dns.Resolve($"{question.Text}.default.svc.cluster.local", type);
        Assert.Equal(dns.Ask(name, type), dns.Ask(name.ToUpperInvariant(), type));
        Assert.Equal(dns.Ask(name + ".web.default.svc.cluster.local", type), dns.Ask(name + ".web.default.svc.cluster.local.", type));
    });

    [Theory]
    [InlineData("a..b.cluster.local")]
    [InlineData(".cluster.local")]
    [InlineData("a b.cluster.local")]
    [InlineData("ä.cluster.local")]
    [InlineData("a\0b.cluster.local")]
    [InlineData("..")]
    [InlineData(null)]
    public void Texts_that_are_no_names_are_malformed(string? name) => Assert.Equal(DnsStatus.Malformed, Cluster().Resolve(name, DnsRecordType.A).Status);

    [Theory]
    [InlineData(63, DnsStatus.NoSuchName)]
    [InlineData(64, DnsStatus.Malformed)]
    public void A_label_has_at_most_63_characters(int length, DnsStatus status) =>
        Assert.Equal(status, Cluster().Resolve(new string('a', length) + ".cluster.local", DnsRecordType.A).Status);

    [Theory]
    [InlineData(253, DnsStatus.NoSuchName)]
    [InlineData(254, DnsStatus.Malformed)]
    public void A_name_has_at_most_253_characters(int length, DnsStatus status)
    {
        string name = string.Concat(Enumerable.Repeat("a.", 127))[..(length - ".cluster.local".Length)].TrimEnd('.').PadRight(length - ".cluster.local".Length, 'b') + ".cluster.local";

        Assert.Equal(length, name.Length);
        Assert.Equal(status, Cluster().Resolve(name + ".", DnsRecordType.A).Status);
    }

    private static DnsService Service(byte[] plan) => new("data", "db")
    {
        Ports = [new("sql", Protocol.Tcp, 5432)],
        Endpoints =
        [
            .. plan.Select(bits => new DnsEndpoint(ServiceLab.Ip($"10.18.1.{bits & 7}"))
            {
                Hostname = (bits & 8) != 0 ? $"db-{bits >> 4 & 3}" : null,
                IsReady = (bits & 64) != 0,
            }),
        ],
    };

    private static IEnumerable<IpAddress> Addresses(ClusterDns dns, string name) =>
        dns.Resolve(name, DnsRecordType.A).Records.Select(record => Assert.IsType<DnsData.Address>(record.Data).Value);
}
