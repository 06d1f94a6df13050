using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Futures;

/// <summary>
/// Finds the selectors on which one half of a pod's traffic depends: those that are tested before everything asked about is
/// decided. It may name some too many, never one too few: whatever gives the same answers to these is decided alike.
/// </summary>
internal sealed class RuleDependencies(PredicateTable predicates, AddressClass pod, AddressClass peer, bool podIsSource, bool tiesAreOpen)
{
    private readonly SortedSet<int> _tested = [];

    /// <summary>Whether a rule names a port that the pod may declare or not.</summary>
    public bool NamesPortOfPod { get; private set; }

    /// <summary>Holds for all labels that give the same answers.</summary>
    public IEnumerable<Selector> Answers => _tested.Select(number => pod.Selectors.Contains(number)
        ? predicates.Selectors[number]
        : Selector.Not(predicates.Selectors[number]));

    /// <summary>Follows the peer's own chain.</summary>
    public void FollowPeer(PolicyChain chain, TrafficSet asked) =>
        Follow(chain.Tiers.Select(segment => (segment.Tier, segment.Policies)), chain, asked, isSubjectOpen: false);

    /// <summary>Follows the chain of the pod, which depends on who the policies govern.</summary>
    public void FollowPod(PolicyChain chain, IEnumerable<(Tier Tier, ImmutableArray<CompiledPolicy> Policies)> all, TrafficSet asked) =>
        Follow(all, chain, asked, isSubjectOpen: true);

    private void Follow(IEnumerable<(Tier Tier, ImmutableArray<CompiledPolicy> Policies)> tiers, PolicyChain chain, TrafficSet asked, bool isSubjectOpen)
    {
        TrafficSet reach = asked;
        foreach ((Tier tier, ImmutableArray<CompiledPolicy> policies) in tiers)
        {
            TrafficSet passed = TrafficSet.Empty;
            bool ends = false;
            foreach (CompiledPolicy policy in policies.Where(policy => !policy.Policy.IsStaged && chain.Form.Takes(policy.Policy)))
            {
                if (isSubjectOpen && !Test(policy.Subject))
                {
                    continue;
                }

                if (policy.Policy.Fault is not null)
                {
                    passed = passed.Union(reach);
                    continue;
                }

                ends = true;
                foreach (CompiledRule rule in policy.Rules(chain.Form))
                {
                    Take(rule, ref reach, ref passed);
                }

                // Policies that tie may come in any order, so that the last matters as much as the first.
                if (reach.IsEmpty && !tiesAreOpen)
                {
                    break;
                }
            }

            reach = ends && tier.DefaultAction == RuleAction.Deny ? passed : reach.Union(passed);
            if (reach.IsEmpty)
            {
                return;
            }
        }

        foreach (CompiledRule rule in chain.Profiles.SelectMany(profile => profile.Rules(chain.Form)))
        {
            TestRule(rule);
        }
    }

    private void Take(CompiledRule rule, ref TrafficSet reach, ref TrafficSet passed)
    {
        (AddressClass source, AddressClass destination) = podIsSource ? (pod, peer) : (peer, pod);
        bool names = podIsSource ? rule.NamesSourcePorts : rule.NamesDestinationPorts;
        TrafficSet hit = rule.TrafficBetween(source, destination).Intersect(reach);
        if (rule.Rule.Action == RuleAction.Log || (hit.IsEmpty && !names) || !TestRule(rule))
        {
            return;
        }

        NamesPortOfPod |= names;
        Certainty holds = rule.Holds(source, destination, peer.Family.AsSet());
        if (rule.Rule.Action == RuleAction.Pass && holds != Certainty.No)
        {
            passed = passed.Union(hit);
        }

        if (holds == Certainty.Yes)
        {
            reach = reach.Subtract(hit);
        }
    }

    // Whether the rule can hold as far as the peer is concerned; only then is the pod asked about.
    private bool TestRule(CompiledRule rule)
    {
        (CompiledPeer ofPod, CompiledPeer ofPeer) = podIsSource ? (rule.Source, rule.Destination) : (rule.Destination, rule.Source);
        if (!rule.Rule.Families.HasFlag(peer.Family.AsSet()) || peer.Satisfies(ofPeer) == Certainty.No)
        {
            return false;
        }

        Test(ofPod.Selector);
        Test(ofPod.NotSelector);
        return true;
    }

    private bool Test(int selector)
    {
        if (selector == PredicateTable.None)
        {
            return true;
        }

        _tested.Add(selector);
        return pod.Selectors.Contains(selector);
    }
}
