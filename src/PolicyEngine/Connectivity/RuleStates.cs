using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Connectivity;

/// <summary>What is known so far of the rules of a model that are in force.</summary>
internal sealed class RuleStates
{
    private readonly Dictionary<(PolicyName Policy, string Path), RuleState> _all = [];
    private readonly Dictionary<PolicyName, int> _order = [];
    private readonly Dictionary<(CompiledPolicy Policy, ChainForm Form), RuleState?[]> _compiled = [];

    /// <param name="policies">The policies of the model, in evaluation order.</param>
    public RuleStates(IEnumerable<Policy> policies)
    {
        foreach (Policy policy in policies.Where(policy => !policy.IsStaged && policy.Fault is null))
        {
            _order.TryAdd(policy.Name, _order.Count);
            foreach (Directions direction in (ReadOnlySpan<Directions>)[Directions.Ingress, Directions.Egress])
            {
                foreach (Rule rule in policy.Governs.HasFlag(direction) ? policy.Rules(direction) : [])
                {
                    _all.TryAdd((policy.Name, rule.Path), new RuleState(policy, rule, direction));
                }
            }
        }
    }

    /// <summary>What covers rules, by the rules of the chains in which that was seen.</summary>
    public Dictionary<(PolicyName Policy, string Path), IReadOnlyDictionary<RuleIndex, List<DecidingRule>>> Covers =>
        _all.Where(entry => entry.Value.Covers.Count > 0).ToDictionary(entry => entry.Key, entry => entry.Value.Covers);

    /// <summary>What is known of a written rule; null where it is not in force.</summary>
    public RuleState? Of(Policy policy, Rule rule) => _all.GetValueOrDefault((policy.Name, rule.Path));

    /// <summary>What is known of the rules of a chain, by their numbers in it.</summary>
    public RuleState?[] Of(PolicyChain chain) =>
        [.. chain.Form.LeadRules.Select(_ => (RuleState?)null), .. chain.Tiers.SelectMany(tier => tier.Policies).SelectMany(policy => Of(policy, chain.Form))];

    /// <summary>What the rules do, in evaluation order.</summary>
    /// <param name="ofHosts">The policies about whose traffic with hosts nothing was looked at.</param>
    public ImmutableArray<RuleUse> ToUses(IReadOnlySet<PolicyName> ofHosts) => [.. _all.Select(entry => entry.Value.ToUse(ofHosts.Contains(entry.Key.Policy), _order))];

    private RuleState?[] Of(CompiledPolicy policy, ChainForm form)
    {
        if (!_compiled.TryGetValue((policy, form), out RuleState?[]? states))
        {
            _compiled.Add((policy, form), states = [.. policy.Rules(form).Select(rule => Of(policy.Policy, rule.Rule))]);
        }

        return states;
    }
}
