using System.Collections.Immutable;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>Rules about policies that do not mean what they seem to.</summary>
internal static class SemanticRules
{
    public static ImmutableArray<ILintRule> All { get; } =
    [
        new DanglingPolicy(),
        new DanglingPeer(),
        new NearMissSelector(),
        new SplitAndPeer(),
        MissingDirectionType.Rule,
        new PolicyTypesOmitted(),
        new EgressOnlyIsolatesIngress(),
        new TypeWithoutRules(),
        new ProtocolOmitted(),
        new DnsNotAllowed(),
        new NamedPortUnresolved(),
        new NamedPortDivergent(),
        new ServicePortUsed(),
        new NodePortUsed(),
        new ServiceAddressInPolicy(),
        new PodAddressInPolicy(),
        new WorldIncludesCluster(),
        new HostNetworkSubject(),
        new HostNetworkPeer(),
        new ProbeSourceAssumed(),
        new DefaultDenyReopened(),
        new BackendBlocked(),
        new OwnerLabelsDiverge(),
        new NamespaceLabelUnknown(),
        new NamespaceNameLabel(),
        new SelfTraffic(),
        new IcmpLost(),
        new OverlappingSubjects(),
        new SelectorLabelVolatile(),
    ];
}
