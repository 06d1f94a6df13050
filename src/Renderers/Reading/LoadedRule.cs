using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading;

/// <summary>A rule: where all conditions hold, the effects come about in order.</summary>
/// <param name="Number">The number in its chain, from 1.</param>
/// <param name="Line">The line of the text, from 1.</param>
/// <param name="Conditions">What the packet must be.</param>
/// <param name="Effects">What happens then.</param>
/// <param name="Comments">The comments, in order.</param>
internal sealed record LoadedRule(
    int Number,
    int Line,
    ImmutableArray<Condition> Conditions,
    ImmutableArray<Effect> Effects,
    ImmutableArray<string> Comments);
