using System.Collections.Frozen;
using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Connectivity;

/// <summary>What each rule of a snapshot does, and what was seen in its chains: so much of it as holds in a snapshot that was changed since need not be looked for again.</summary>
/// <param name="snapshot">The snapshot.</param>
/// <param name="all">What its rules do, in evaluation order.</param>
/// <param name="walked">The chains that were walked with the endpoints they belong to, by their rules.</param>
/// <param name="covers">In which chains what covers rules that never decide.</param>
internal sealed class RuleUses(
    PolicySnapshot snapshot,
    ImmutableArray<RuleUse> all,
    IReadOnlyDictionary<RuleIndex, List<int>> walked,
    IReadOnlyDictionary<(PolicyName Policy, string Path), IReadOnlyDictionary<RuleIndex, List<DecidingRule>>> covers)
{
    private readonly FrozenSet<(PolicyName, string)> _idle = all
        .Where(use => use.Kind is RuleUseKind.Covered or RuleUseKind.Unmatched)
        .Select(use => (use.Policy.Name, use.Rule.Path))
        .ToFrozenSet();

    public ImmutableArray<RuleUse> All => all;

    /// <summary>What differs in a later snapshot; null where that is more than policies, or what endpoints are to selectors.</summary>
    public EndpointChanges? ChangesTo(PolicySnapshot later) => EndpointChanges.Between(snapshot, later);

    /// <summary>Whether a chain was walked as it is, and belongs to the same endpoints.</summary>
    public bool Has(PolicyChain chain, List<int> members) => walked.TryGetValue(chain.Index, out List<int>? known) && known.SequenceEqual(members);

    /// <summary>What covers a rule in such a chain; null where it may decide something.</summary>
    public IEnumerable<DecidingRule>? CoversOf((PolicyName, string) rule, PolicyChain chain) =>
        !_idle.Contains(rule) ? null : covers.GetValueOrDefault(rule)?.GetValueOrDefault(chain.Index) ?? [];
}
