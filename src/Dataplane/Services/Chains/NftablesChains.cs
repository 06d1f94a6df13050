using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services.Chains;

/// <summary>The chains of the nftables mode.</summary>
internal static class NftablesChains
{
    private const string Table = "kube-proxy";
    private const string MarkMasquerade = "mark-for-masquerade";
    private const int HashLength = 8;
    private const int LongestName = 240;

    /// <summary>What each visit is called, in the order of the visits; source ranges come before translation.</summary>
    public static ImmutableArray<(ChainVisits Visit, string Table, Func<ChainTrail, string> Chain)> InOrder { get; } =
    [
        (ChainVisits.Firewall, Table, static trail => Of("firewall-", trail)),
        (ChainVisits.Services, Table, static _ => "services"),
        (ChainVisits.External, Table, static trail => Of("external-", trail)),
        (ChainVisits.MarkedExternal, Table, static _ => MarkMasquerade),
        (ChainVisits.Cluster, Table, static trail => Of("service-", trail)),
        (ChainVisits.Local, Table, static trail => Of("local-", trail)),
        (ChainVisits.MarkedInternal, Table, static _ => MarkMasquerade),
        (ChainVisits.Endpoint, Table, static trail => Endpoint(trail.Port!.Name, trail.Port.Protocol, trail.Backend!)),
        (ChainVisits.MarkedHairpin, Table, static _ => MarkMasquerade),
        (ChainVisits.UnknownPort, Table, static _ => "cluster-ips-check"),
        (ChainVisits.NoInternalBackend, Table, static _ => "service-endpoints-check"),
        (ChainVisits.NoExternalBackend, Table, static trail =>
            trail.Visits.HasAnyOf(ChainVisits.NodePorts) ? "nodeport-endpoints-check" : "service-endpoints-check"),
        (ChainVisits.HealthCheck, Table, static _ => "filter-input"),
    ];

    /// <summary>The chain of a Service port: <paramref name="prefix"/> with a hash and the parts of the name.</summary>
    public static string Of(string prefix, ServicePortName name, Protocol protocol) => prefix + Hashed(Parts(name, protocol));

    /// <summary>The chain of a backend of a Service port; colons of IPv6 become dots.</summary>
    public static string Endpoint(ServicePortName name, Protocol protocol, ServiceBackend backend) =>
        "endpoint-" + Hashed($"{Parts(name, protocol)}__{backend.Address.ToString().Replace(':', '.')}/{backend.Port}");

    private static string Of(string prefix, ChainTrail trail) => Of(prefix, trail.Port!.Name, trail.Port.Protocol);

    private static string Parts(ServicePortName name, Protocol protocol) =>
        $"{name.Namespace}/{name.Service}/{IptablesChains.Lower(protocol)}/{name.Port}";

    private static string Hashed(string text)
    {
        string name = $"{NameHash.Of(text, HashLength)}-{text}";
        return name.Length > LongestName ? $"{name.AsSpan(0, LongestName - 3)}..." : name;
    }
}
