using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Linting;

/// <summary>The rules that allow what the other side denies, and between whom others let something through.</summary>
/// <param name="All">They, in evaluation order.</param>
/// <param name="Passing">For rules of which something gets through, a pair that it passes between.</param>
internal sealed record BlockedRules(ImmutableArray<BlockedRule> All, IReadOnlyDictionary<(PolicyName Policy, string Path), (Party Self, Party Peer)> Passing);
