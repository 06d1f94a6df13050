using System.Collections.Immutable;

namespace PolicyEngine.Linting.Rules.Scale;

/// <summary>Rules about policies that cost more than they need.</summary>
internal static class ScaleRules
{
    public static ImmutableArray<ILintRule> All { get; } =
    [
        new WideSubject(),
        new DoubleSelectorRule(),
        new RulesPerEndpoint(),
        new PortListSplits(),
        new LargeLiteralBlocks(),
        new SetTooLarge(),
        new PoliciesPerReplica(),
        new PolicyCount(),
        new AclExpansion(),
        new SelectorCost(),
        new LogOfEverything(),
        new PairFanout(),
    ];
}
