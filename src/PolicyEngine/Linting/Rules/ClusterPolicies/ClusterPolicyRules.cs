using System.Collections.Immutable;

namespace PolicyEngine.Linting.Rules.ClusterPolicies;

/// <summary>Rules about the policies of cluster administrators.</summary>
internal static class ClusterPolicyRules
{
    public static ImmutableArray<ILintRule> All { get; } =
    [
        new PriorityAmbiguous(),
        new DomainWithoutDenial(),
        new NetworksIncludeCluster(),
        new BaselineIneffective(),
        new AdminOverrides(),
        new SubjectIncludesSystem(),
        new LegacyAdminPolicy(),
        new PassInBaseline(),
        new HostNetworkPeer(),
        new RuleWithoutName(),
        new UnreachableRule(),
    ];
}
