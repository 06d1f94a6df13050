using System.Collections.Immutable;

namespace PolicyEngine.Linting.Rules.Anomalies;

/// <summary>Rules about rules that other rules take from, repeat or contradict, and about those that can match nothing.</summary>
internal static class AnomalyRules
{
    public static ImmutableArray<ILintRule> All { get; } =
    [
        new ShadowedRule(),
        new RedundantRule(),
        new GeneralisedRule(),
        new CorrelatedRule(),
        new UnmatchableRule(),
        new UnsatisfiableSelector(),
        new TautologicalSelector(),
        new VacuousPolicy(),
        new RedundantPolicy(),
        new HalfOpen(),
        new NoCommonPort(),
    ];
}
