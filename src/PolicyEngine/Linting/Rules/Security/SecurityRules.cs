using System.Collections.Immutable;

namespace PolicyEngine.Linting.Rules.Security;

/// <summary>Rules about more being reachable than should be.</summary>
internal static class SecurityRules
{
    public static ImmutableArray<ILintRule> All { get; } =
    [
        new IngressNotIsolated(),
        new EgressNotIsolated(),
        new NamespaceUncovered(),
        new DefaultDenyMissing(),
        new AllowAllIngress(),
        new AllowAllEgress(),
        new WorldIngress(),
        new WorldEgress(),
        new AllNamespacesPeer(),
        new AllPorts(),
        new WidePortRange(),
        new MetadataReachable(),
        new SensitivePortExposed(),
        new ControlPlaneReachable(),
        new DnsAnywhere(),
        new NodePortBypass(),
        new PolicyWriteAccess(),
        new SpoofablePeer(),
        new CrossTenantPath(),
        new Ipv6Gap(),
        new AssertionViolated(),
        new LabelChangeOpens(),
        new RiskyChange(),
    ];
}
