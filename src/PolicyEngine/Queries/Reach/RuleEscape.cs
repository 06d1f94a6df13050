using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Reach;

/// <summary>
/// Looks for traffic that a rule matches and others do not: it must differ from each of them in something, in its traffic, an
/// address or labels. Traffic that differs from some is held against all, and those that match it are taken in, until none does
/// or nothing is left: most of many rules never come into question.
/// </summary>
internal sealed class RuleEscape(Selector subject, RulePool pool, Predicate<RuleRegion> counts, ReachBudget budget)
{
    private const int MaxAttempts = 5_000;
    private const int UnitsPerAttempt = 10;
    private const int RulesPerUnit = 2;
    private const int FewRules = 4;

    private readonly List<RuleRegion> _taken = [];
    private readonly HashSet<RuleRegion> _known = new(ReferenceEqualityComparer.Instance);
    private int _attempts;
    private bool _isDoubtful;

    /// <summary>The other rules that match something of what was looked at, as they came into question.</summary>
    public ImmutableArray<RuleRegion> Taken => [.. _taken];

    /// <summary>Whether there is such traffic, and some of it.</summary>
    public Truth Find(SideRegion own, SideRegion peer, TrafficSet traffic, out RuleExample? example)
    {
        do
        {
            (_attempts, _isDoubtful) = (0, false);
            example = Escape(0, own, peer, traffic);
        }
        while (example is not null && TakeIn(example, peer, traffic));

        if (budget.IsSpent)
        {
            example = null;
        }

        return example is not null ? Truth.Yes : _isDoubtful || _attempts > MaxAttempts || budget.IsSpent ? Truth.Unknown : Truth.No;
    }

    // Whether more rules match it. Of those that leave nothing but labels to differ in, few often suffice.
    private bool TakeIn(RuleExample example, SideRegion peer, TrafficSet traffic)
    {
        if (!budget.Spend(UnitsPerAttempt + (pool.Rules.Length / RulesPerUnit)))
        {
            return false;
        }

        RuleRegion[] matching = [.. pool.Matching(example).Where(rule => counts(rule) && !_known.Contains(rule))];
        RuleRegion[] wide = [.. matching.Where(rule => traffic.IsSubsetOf(rule.Traffic) && peer.Addresses.IsSubsetOf(rule.PeerAddresses)).Take(_taken.Count + FewRules)];
        _taken.InsertRange(0, wide);
        _taken.AddRange(wide.Length > 0 ? [] : matching);
        _known.UnionWith(wide.Length > 0 ? wide : matching);
        return matching.Length > 0;
    }

    private RuleExample? Escape(int next, SideRegion own, SideRegion peer, TrafficSet traffic)
    {
        if (++_attempts > MaxAttempts || !budget.Spend(UnitsPerAttempt))
        {
            return null;
        }

        if (next == _taken.Count)
        {
            return Show(own, peer, traffic);
        }

        RuleRegion rule = _taken[next];
        if (!rule.Traffic.Overlaps(traffic))
        {
            return Escape(next + 1, own, peer, traffic);
        }

        TrafficSet other = traffic.Subtract(rule.Traffic);
        RuleExample? found = other.IsEmpty ? null : Escape(next + 1, own, peer, other);
        foreach (SideRegion differing in found is null ? Outside(rule.Peer, rule.PeerAddresses, peer) : [])
        {
            found ??= Escape(next + 1, own, differing, traffic);
        }

        foreach (SideRegion differing in found is null ? Outside(rule.Own, rule.OwnAddresses, own) : [])
        {
            found ??= Escape(next + 1, differing, peer, traffic);
        }

        // Nobody can say that such a rule matches everything it may match.
        _isDoubtful |= found is null && !rule.IsExact;
        return found;
    }

    // The parts of a side that a rule's conditions do not admit.
    private IEnumerable<SideRegion> Outside(PeerMatch match, AddressSet addresses, SideRegion side)
    {
        AddressSet others = side.Addresses.Subtract(addresses);
        if (!others.IsEmpty)
        {
            yield return side with { Addresses = others };
        }

        if (match.Selector is { } selector)
        {
            if (side.IsNobody)
            {
                yield return side;
            }
            else if (!ReachLabels.AreImpossible(side.All, [.. side.None, selector], budget))
            {
                yield return side with { None = side.None.Add(selector) };
            }
        }

        if (match.NotSelector is { } excluded && !side.IsNobody && !ReachLabels.AreImpossible([.. side.All, excluded], side.None, budget))
        {
            yield return side with { All = side.All.Add(excluded) };
        }
    }

    private RuleExample? Show(SideRegion own, SideRegion peer, TrafficSet traffic)
    {
        AddressSet addresses = InFamiliesOf(peer.Addresses, own.Addresses);
        if (addresses.IsEmpty)
        {
            return null;
        }

        LabelSet? governed = ReachLabels.Example(own.All.Contains(subject) ? own.All : [subject, .. own.All], own.None, budget);
        LabelSet? other = peer.IsNobody ? null : ReachLabels.Example(peer.All, peer.None, budget);
        if (governed is null || (other is null && !peer.IsNobody))
        {
            _isDoubtful = true;
            return null;
        }

        return new RuleExample(governed, other, addresses, traffic);
    }

    private static AddressSet InFamiliesOf(AddressSet addresses, AddressSet others)
    {
        AddressSet families = (others.V4.IsEmpty ? AddressSet.Empty : AddressSet.AllV4).Union(others.V6.IsEmpty ? AddressSet.Empty : AddressSet.AllV6);
        return addresses.Intersect(families);
    }
}
