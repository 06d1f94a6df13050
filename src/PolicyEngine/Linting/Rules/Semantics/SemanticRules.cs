using System.Collections.Immutable;

namespace PolicyEngine.Linting.Rules.Semantics;

/// <summary>Rules about policies that do not mean what they seem to.</summary>
internal static class SemanticRules
{
    public static ImmutableArray<ILintRule> All { get; } =
    [
        new DanglingPolicy(),
        MissingDirectionType.Rule,
    ];
}
