using System.Runtime.InteropServices;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>What is known so far of one written rule.</summary>
internal sealed class RuleState(Policy policy, Rule rule, Directions direction)
{
    private readonly Dictionary<RuleIndex, List<DecidingRule>> _covers = new(ReferenceEqualityComparer.Instance);

    public (PolicyName Policy, string Path) Key => (policy.Name, rule.Path);

    public bool MayDecide { get; set; }

    public Flow? Witness { get; set; }

    /// <summary>What covers it, by the rules of the chains in which that was seen.</summary>
    public IReadOnlyDictionary<RuleIndex, List<DecidingRule>> Covers => _covers;

    public bool IsOf(RuleUse use) => ReferenceEquals(use.Policy, policy) && ReferenceEquals(use.Rule, rule) && use.Direction == direction;

    public void Cover(RuleIndex chain, ReadOnlySpan<RuleHit> earlier, TrafficSet traffic)
    {
        // Once it decides something nobody asks what covers the rest.
        for (int place = 0; place < earlier.Length && !MayDecide; place++)
        {
            ref readonly RuleHit hit = ref earlier[place];
            if (!hit.Hit.IsEmpty && hit.Rule.Action != RuleAction.Log && !hit.Hit.Intersect(traffic).IsEmpty)
            {
                Cover(chain, hit.Policy, hit.Rule);
            }
        }
    }

    /// <summary>Notes what is known to cover it in a chain.</summary>
    public void Cover(RuleIndex chain, IEnumerable<DecidingRule> covers)
    {
        foreach (DecidingRule covering in covers)
        {
            Cover(chain, covering.Policy, covering.Rule);
        }
    }

    public RuleUse ToUse(bool mayBeOfHosts, IReadOnlyDictionary<PolicyName, int> order)
    {
        RuleUseKind kind = Witness is not null ? RuleUseKind.Decides
            : MayDecide || mayBeOfHosts ? RuleUseKind.MayDecide
            : _covers.Count > 0 ? RuleUseKind.Covered
            : RuleUseKind.Unmatched;
        return new RuleUse(policy, rule, direction, kind)
        {
            Witness = Witness,
            CoveredBy = kind != RuleUseKind.Covered ? []
                : [.. _covers.Values.SelectMany(covers => covers)
                    .DistinctBy(covering => (covering.Policy.Name, covering.Rule.Path))
                    .OrderBy(covering => order.GetValueOrDefault(covering.Policy.Name))
                    .ThenBy(covering => covering.Policy.Rules(direction).IndexOf(covering.Rule))],
        };
    }

    private void Cover(RuleIndex chain, Policy covering, Rule by)
    {
        List<DecidingRule> covers = CollectionsMarshal.GetValueRefOrAddDefault(_covers, chain, out _) ??= [];
        if (!covers.Exists(known => known.Rule.Path == by.Path && known.Policy.Name == covering.Name))
        {
            covers.Add(new DecidingRule(covering, by));
        }
    }
}
