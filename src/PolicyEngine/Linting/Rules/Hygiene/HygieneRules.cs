using System.Collections.Immutable;

namespace PolicyEngine.Linting.Rules.Hygiene;

/// <summary>Rules about policies that are harder to keep than they need be.</summary>
internal static class HygieneRules
{
    public static ImmutableArray<ILintRule> All { get; } =
    [
        SuppressionWithoutReason.Rule,
        StaleSuppression.Rule,
    ];
}
