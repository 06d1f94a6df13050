using Dataplane.Tests.Services;
using PolicyEngine.Dataplane.Dns;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Dns;

/// <summary>A cluster with a Service of each kind.</summary>
internal static class DnsLab
{
    public static DnsService WebService { get; } = new("default", "web")
    {
        ClusterAddresses = [ServiceLab.Ip("10.96.0.10"), ServiceLab.Ip("fd00:3::10")],
        Ports = [new("http", Protocol.Tcp, 80), new("", Protocol.Udp, 53)],
        Endpoints = [new(ServiceLab.Ip("10.18.1.1"))],
    };

    public static DnsService Database { get; } = new("data", "db")
    {
        Ports = [new("sql", Protocol.Tcp, 5432)],
        Endpoints =
        [
            new(ServiceLab.Ip("10.18.1.1")) { Hostname = "db-0" },
            new(ServiceLab.Ip("10.18.1.2")),
            new(ServiceLab.Ip("fd00:2::2")) { Ports = [new("sql", Protocol.Tcp, 15432)] },
            new(ServiceLab.Ip("10.18.1.4")) { Hostname = "db-3", IsReady = false },
        ],
    };

    public static DnsService Elsewhere { get; } = new("default", "elsewhere") { ExternalName = "www.example.com" };

    public static ClusterDns Cluster(DnsSettings? settings = null, params DnsService[] services)
    {
        DnsService[] given = services.Length == 0 ? [WebService, Database, Elsewhere] : services;
        Assert.Null(ClusterDns.TryCreate(settings ?? new(), given, [new("default", ServiceLab.Ip("10.18.1.4")), new("default", ServiceLab.Ip("fd00:2::4"))], ["empty"], out ClusterDns? dns));
        return dns!;
    }

    /// <summary>The answers to a question, or its status where there are none.</summary>
    public static string Ask(this ClusterDns dns, string name, DnsRecordType type)
    {
        DnsAnswer answer = dns.Resolve(name, type);
        Assert.Equal(answer.Status == DnsStatus.Found, !answer.Records.IsEmpty);
        Assert.Equal(answer.Status is DnsStatus.NoData or DnsStatus.NoSuchName, answer.Authority is not null);
        return answer.Records.IsEmpty ? answer.Status.ToString() : string.Join(", ", answer.Records.Select(record => Text(record.Data)));
    }

    private static string Text(DnsData data) => data switch
    {
        DnsData.Address address => address.Value.ToString(),
        DnsData.Alias alias => "= " + alias.Target,
        DnsData.Server server => $"{server.Weight} {server.Port} {server.Target}",
        DnsData.Reverse reverse => reverse.Target,
        DnsData.Text text => $"\"{text.Value}\"",
        _ => data.Type.ToString(),
    };
}
