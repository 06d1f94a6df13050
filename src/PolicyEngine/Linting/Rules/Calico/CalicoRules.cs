using System.Collections.Immutable;

namespace PolicyEngine.Linting.Rules.Calico;

/// <summary>Rules about Calico's own kinds.</summary>
internal static class CalicoRules
{
    public static ImmutableArray<ILintRule> All { get; } =
    [
        new OrderTie(),
        new TierOrderTie(),
        new TierStarved(),
        new PassInLastTier(),
        new AfterCatchAll(),
        new NetworkPolicyFirst(),
        new GlobalPolicySelectsHosts(),
        new GlobalPolicyHitsSystem(),
        new HostEndpointLockout(),
        new HostEndpointWithoutAddresses(),
        new FailsafeOpen(),
        new UntrackedOneWay(),
        new PreDnatWithoutDenial(),
        new ForwardedTrafficMissed(),
        new StagedWithoutEffect(),
        new StagedForLong(),
        new NetworkSetUnused(),
        new ServiceAccountDangling(),
        new SelectorNamespaceScope(),
        new DenyBeforeDns(),
        new WindowsUnsupported(),
        new TierOnlyStaged(),
    ];
}
