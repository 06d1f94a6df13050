using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services.Chains;

/// <summary>The chains of the iptables mode.</summary>
internal static class IptablesChains
{
    private const string MarkMasquerade = "KUBE-MARK-MASQ";
    private const int HashLength = 16;

    /// <summary>What each visit is called, in the order of the visits.</summary>
    public static ImmutableArray<(ChainVisits Visit, string Table, Func<ChainTrail, string> Chain)> InOrder { get; } =
    [
        (ChainVisits.Services, "nat", static _ => "KUBE-SERVICES"),
        (ChainVisits.NodePorts, "nat", static _ => "KUBE-NODEPORTS"),
        (ChainVisits.Firewall, "nat", static trail => Of("KUBE-FW-", trail)),
        (ChainVisits.External, "nat", static trail => Of("KUBE-EXT-", trail)),
        (ChainVisits.MarkedExternal, "nat", static _ => MarkMasquerade),
        (ChainVisits.Cluster, "nat", static trail => Of("KUBE-SVC-", trail)),
        (ChainVisits.Local, "nat", static trail => Of("KUBE-SVL-", trail)),
        (ChainVisits.MarkedInternal, "nat", static _ => MarkMasquerade),
        (ChainVisits.Endpoint, "nat", static trail => Endpoint(trail.Port!.Name, trail.Port.Protocol, trail.Backend!)),
        (ChainVisits.MarkedHairpin, "nat", static _ => MarkMasquerade),
        (ChainVisits.NotAdmitted, "filter", static _ => "KUBE-PROXY-FIREWALL"),
        (ChainVisits.NoInternalBackend, "filter", static _ => "KUBE-SERVICES"),
        (ChainVisits.NoExternalBackend, "filter", static _ => "KUBE-EXTERNAL-SERVICES"),
        (ChainVisits.LoopbackGuard, "filter", static _ => "KUBE-FIREWALL"),
        (ChainVisits.HealthCheck, "filter", static _ => "KUBE-NODEPORTS"),
    ];

    /// <summary>The chain of a Service port: <paramref name="prefix"/> with a hash of name and protocol.</summary>
    public static string Of(string prefix, ServicePortName name, Protocol protocol) =>
        prefix + Hash($"{name}{Lower(protocol)}");

    /// <summary>The chain of a backend of a Service port.</summary>
    public static string Endpoint(ServicePortName name, Protocol protocol, ServiceBackend backend) =>
        "KUBE-SEP-" + Hash($"{name}{Lower(protocol)}{backend}");

    /// <summary>The protocol as names have it.</summary>
    public static string Lower(Protocol protocol) => protocol.Name.ToLowerInvariant();

    private static string Of(string prefix, ChainTrail trail) => Of(prefix, trail.Port!.Name, trail.Port.Protocol);

    private static string Hash(string text) => NameHash.Of(text, HashLength);
}
