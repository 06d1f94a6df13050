namespace PolicyEngine.Compilation;

/// <summary>Why one half of a flow got its verdict. The names are stable; see <see cref="ReasonCodes.ToText"/>.</summary>
public enum ReasonCode
{
    /// <summary>No policy governs the source's egress.</summary>
    EgressNotIsolated,

    /// <summary>No policy governs the destination's ingress.</summary>
    IngressNotIsolated,

    /// <summary>An Allow rule matched.</summary>
    AdmittedByRule,

    /// <summary>A Deny rule matched.</summary>
    DeniedByRule,

    /// <summary>Policies govern the endpoint and none of their rules names the other side.</summary>
    NoRuleMatchesPeer,

    /// <summary>A rule names the other side, for other ports or protocols.</summary>
    NoRuleMatchesPort,

    /// <summary>A rule names the other side, and a port by a name that the destination does not have.</summary>
    RulePortNameUnresolved,

    /// <summary>Policies govern the endpoint and have no rule at all.</summary>
    IsolatedNoRule,

    /// <summary>No rule decided and the tier ends with a denial.</summary>
    TierDefaultDeny,

    /// <summary>A Pass rule matched, so that a later tier decides.</summary>
    PassedToTier,

    /// <summary>Policies of equal priority decide differently.</summary>
    PriorityTie,

    /// <summary>A profile's rule allowed it.</summary>
    ProfileAllow,

    /// <summary>A profile's rule denied it, or no profile allowed it.</summary>
    ProfileDeny,

    /// <summary>Source and destination are the same endpoint; such traffic does not leave it.</summary>
    SameEndpoint,

    /// <summary>The endpoint is on its node's network, which pod policy does not govern.</summary>
    HostNetworkEndpoint,

    /// <summary>The address belongs to no endpoint, so no policy governs this side.</summary>
    ExternalEndpoint,

    /// <summary>A node always reaches the pods it runs.</summary>
    LocalHost,

    /// <summary>The two sides have no address family in common.</summary>
    NoCommonFamily,

    /// <summary>The endpoint has finished and takes part in no traffic.</summary>
    FinishedEndpoint,

    /// <summary>A policy or rule that is not understood could change the verdict.</summary>
    PolicyNotUnderstood,

    /// <summary>The verdict depends on an address that the input does not give.</summary>
    AddressUnknown,

    /// <summary>The verdict depends on the method or path of an HTTP request, which the question does not give.</summary>
    HttpRequestUnknown,

    /// <summary>The API of a policy says nothing about such traffic.</summary>
    UndefinedByApi,

    /// <summary>The API does not say whether NetworkPolicy takes a pod on its node's network for a pod or for the node.</summary>
    HostNetworkUndefined,

    /// <summary>The API does not say whether blocks of addresses meet a service's translation of them before or behind it.</summary>
    TranslationUndefined,

    /// <summary>The verdict depends on which addresses a domain name has.</summary>
    DnsSnapshotMissing,

    /// <summary>The verdict depends on which node runs an endpoint, which the input does not say.</summary>
    NodeUnknown,

    /// <summary>Failsafe ports of host endpoints are always open.</summary>
    FailsafePort,

    /// <summary>No policy of a host endpoint decides about forwarded traffic, which the node's own firewall does then.</summary>
    NoVerdict,

    /// <summary>No policy of a host endpoint decides about forwarded traffic, which passes then (eBPF).</summary>
    ForwardedByDefault,

    /// <summary>Encapsulated packets, which nodes exchange among themselves and pods may not send (Felix).</summary>
    EncapsulatedPacket,

    /// <summary>Traffic of a pod to its own node is decided by the node's configuration, not by policies of its host endpoint.</summary>
    EndpointToHost,

    /// <summary>Neighbour discovery of IPv6 between a pod and its node always passes.</summary>
    NeighborDiscovery,

    /// <summary>The node's agent does not police IPv6.</summary>
    FamilyNotPoliced,

    /// <summary>Forwarded packets still addressed to a service are dropped.</summary>
    ServiceLoop,

    /// <summary>
    /// A node sends to backends of its own only, and runs none: through the port that it opens (<c>externalTrafficPolicy: Local</c>), or to the
    /// service's address (<c>internalTrafficPolicy: Local</c>).
    /// </summary>
    NoLocalBackend,

    /// <summary>Untracked policy lets the packet through, and a packet that is not tracked is not translated to a backend.</summary>
    NotTranslated,

    /// <summary>The backend sees the address of the node that the traffic entered at in place of the source's, and would let the source's through.</summary>
    SnatChangesSource,

    /// <summary>The destination sees the address of a tunnel in place of the node's.</summary>
    TunnelChangesSource,

    /// <summary>The input holds policies of other systems, which are not taken into account.</summary>
    UnsupportedObjectPresent,

    /// <summary>The verdict depends on which interface the traffic takes, which the input does not say.</summary>
    InterfaceUnknown,

    /// <summary>The verdict depends on whether pods' traffic is encapsulated or translated, which no pool in the input says.</summary>
    IpPoolUnknown,

    /// <summary>Each half allows something, and nothing is allowed by both.</summary>
    HalvesDisjointPorts,

    /// <summary>The verdict depends on the address of a node's tunnel, which the input does not say.</summary>
    TunnelUnknown,
}

/// <summary>The stable texts of reason codes.</summary>
public static class ReasonCodes
{
    /// <summary>The code as machines read it, such as <c>NO_RULE_MATCHES_PEER</c>.</summary>
    public static string ToText(this ReasonCode code) => code switch
    {
        ReasonCode.EgressNotIsolated => "EGRESS_NOT_ISOLATED",
        ReasonCode.IngressNotIsolated => "INGRESS_NOT_ISOLATED",
        ReasonCode.AdmittedByRule => "ADMITTED_BY_RULE",
        ReasonCode.DeniedByRule => "DENIED_BY_RULE",
        ReasonCode.NoRuleMatchesPeer => "NO_RULE_MATCHES_PEER",
        ReasonCode.NoRuleMatchesPort => "NO_RULE_MATCHES_PORT",
        ReasonCode.RulePortNameUnresolved => "RULE_PORT_NAME_UNRESOLVED",
        ReasonCode.IsolatedNoRule => "ISOLATED_NO_RULE",
        ReasonCode.TierDefaultDeny => "TIER_DEFAULT_DENY",
        ReasonCode.PassedToTier => "PASSED_TO_TIER",
        ReasonCode.PriorityTie => "PRIORITY_TIE",
        ReasonCode.ProfileAllow => "PROFILE_ALLOW",
        ReasonCode.ProfileDeny => "PROFILE_DENY",
        ReasonCode.SameEndpoint => "SAME_ENDPOINT",
        ReasonCode.HostNetworkEndpoint => "HOST_NETWORK_ENDPOINT",
        ReasonCode.ExternalEndpoint => "EXTERNAL_ENDPOINT",
        ReasonCode.LocalHost => "LOCAL_HOST",
        ReasonCode.NoCommonFamily => "NO_COMMON_FAMILY",
        ReasonCode.FinishedEndpoint => "FINISHED_ENDPOINT",
        ReasonCode.PolicyNotUnderstood => "POLICY_NOT_UNDERSTOOD",
        ReasonCode.UndefinedByApi => "UNDEFINED_BY_API",
        ReasonCode.HostNetworkUndefined => "HOST_NETWORK_UNDEFINED",
        ReasonCode.TranslationUndefined => "TRANSLATION_UNDEFINED",
        ReasonCode.HttpRequestUnknown => "HTTP_REQUEST_UNKNOWN",
        ReasonCode.AddressUnknown => "IP_OWNER_UNKNOWN",
        ReasonCode.DnsSnapshotMissing => "DNS_SNAPSHOT_MISSING",
        ReasonCode.NodeUnknown => "NODE_UNKNOWN",
        ReasonCode.FailsafePort => "FAILSAFE_PORT",
        ReasonCode.NoVerdict => "NO_VERDICT",
        ReasonCode.ForwardedByDefault => "FORWARDED_BY_DEFAULT",
        ReasonCode.EncapsulatedPacket => "ENCAPSULATED_PACKET",
        ReasonCode.EndpointToHost => "ENDPOINT_TO_HOST",
        ReasonCode.NeighborDiscovery => "NEIGHBOR_DISCOVERY",
        ReasonCode.FamilyNotPoliced => "FAMILY_NOT_POLICED",
        ReasonCode.ServiceLoop => "SERVICE_LOOP",
        ReasonCode.NoLocalBackend => "NO_LOCAL_BACKEND",
        ReasonCode.NotTranslated => "NOT_TRANSLATED",
        ReasonCode.SnatChangesSource => "SNAT_CHANGES_SOURCE",
        ReasonCode.TunnelChangesSource => "TUNNEL_CHANGES_SOURCE",
        ReasonCode.UnsupportedObjectPresent => "UNSUPPORTED_OBJECT_PRESENT",
        ReasonCode.InterfaceUnknown => "INTERFACE_UNKNOWN",
        ReasonCode.IpPoolUnknown => "IP_POOL_UNKNOWN",
        ReasonCode.TunnelUnknown => "TUNNEL_UNKNOWN",
        _ => "HALVES_DISJOINT_PORTS",
    };
}
