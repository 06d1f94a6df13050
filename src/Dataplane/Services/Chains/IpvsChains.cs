using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Services.Chains;

/// <summary>The chains and virtual servers of the IPVS mode.</summary>
internal static class IpvsChains
{
    /// <summary>What each visit is called, in the order of the visits: translation is in INPUT, after the filter.</summary>
    public static ImmutableArray<(ChainVisits Visit, string Table, Func<ChainTrail, string> Chain)> InOrder { get; } =
    [
        (ChainVisits.Services, "nat", static _ => "KUBE-SERVICES"),
        (ChainVisits.LoadBalancer, "nat", static _ => "KUBE-LOAD-BALANCER"),
        (ChainVisits.NodePorts, "nat", static _ => "KUBE-NODE-PORT"),
        (ChainVisits.MarkedExternal | ChainVisits.MarkedInternal, "nat", static _ => "KUBE-MARK-MASQ"),
        (ChainVisits.UnknownPort, "filter", static _ => "KUBE-IPVS-FILTER"),
        (ChainVisits.Firewall, "filter", static _ => "KUBE-PROXY-FIREWALL"),
        (ChainVisits.Firewall, "filter", static _ => "KUBE-SOURCE-RANGES-FIREWALL"),
        (ChainVisits.HealthCheck, "filter", static _ => "KUBE-NODE-PORT"),
        (ChainVisits.Endpoint | ChainVisits.NoInternalBackend | ChainVisits.NoExternalBackend, "ipvs", static trail => trail.Dialled.ToString()),
        (ChainVisits.MarkedHairpin, "nat", static _ => "KUBE-POSTROUTING"),
    ];
}
