using System.Collections.Immutable;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>Rules about policies that are harder to keep than they need be.</summary>
internal static class HygieneRules
{
    public static ImmutableArray<ILintRule> All { get; } =
    [
        new NamespaceMissing(),
        new DescriptionMissing(),
        new NameConvention(),
        new LabelGovernance(),
        new MergeablePolicies(),
        new MergeablePeers(),
        new MergeableBlocks(),
        SuppressionWithoutReason.Rule,
        StaleSuppression.Rule,
        new LiteralHostAddress(),
        new RedundantDefault(),
        BaselineDrift.Rule,
    ];
}
