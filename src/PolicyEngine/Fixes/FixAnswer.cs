using System.Collections.Immutable;

namespace PolicyEngine.Fixes;

/// <summary>What can be done so that traffic which is denied is allowed, or the other way round.</summary>
/// <param name="Fixes">The proposals, the one with the fewest side effects first; none where nothing can be proposed.</param>
/// <param name="Obstacle">Where there is no proposal, what stands in the way, in one sentence; otherwise null.</param>
public sealed record FixAnswer(ImmutableArray<PolicyFix> Fixes, string? Obstacle)
{
    internal static FixAnswer None(string obstacle) => new([], obstacle);
}
