using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Reach;

/// <summary>
/// Looks for traffic that a rule matches and earlier ones do not: it must differ from each of them in something, in its
/// traffic, an address or labels. All ways to differ are tried until one differs from all.
/// </summary>
internal sealed class RuleEscape(Selector subject, RuleRegion[] earlier)
{
    private const int MaxAttempts = 5_000;

    private int _attempts;
    private bool _isDoubtful;

    /// <summary>Whether there is such traffic, and some of it.</summary>
    public Finding Find(SideRegion own, SideRegion peer, TrafficSet traffic, out RuleExample? example)
    {
        example = Escape(0, own, peer, traffic);
        return example is not null ? Finding.Yes : _isDoubtful || _attempts > MaxAttempts ? Finding.Unknown : Finding.No;
    }

    private RuleExample? Escape(int next, SideRegion own, SideRegion peer, TrafficSet traffic)
    {
        if (++_attempts > MaxAttempts)
        {
            return null;
        }

        if (next == earlier.Length)
        {
            return Show(own, peer, traffic);
        }

        RuleRegion rule = earlier[next];
        if (!rule.Traffic.Overlaps(traffic))
        {
            return Escape(next + 1, own, peer, traffic);
        }

        TrafficSet other = traffic.Subtract(rule.Traffic);
        RuleExample? found = other.IsEmpty ? null : Escape(next + 1, own, peer, other);
        foreach (SideRegion differing in found is null ? Outside(rule.Peer, rule.Families, peer) : [])
        {
            found ??= Escape(next + 1, own, differing, traffic);
        }

        foreach (SideRegion differing in found is null ? Outside(rule.Own, IpFamilies.Both, own) : [])
        {
            found ??= Escape(next + 1, differing, peer, traffic);
        }

        // Nobody can say that such a rule matches everything it may match.
        _isDoubtful |= found is null && !rule.IsExact;
        return found;
    }

    // The parts of a side that a rule's conditions do not admit.
    private static IEnumerable<SideRegion> Outside(PeerMatch match, IpFamilies families, SideRegion side)
    {
        AddressSet others = side.Addresses.Subtract(RuleRegion.Addresses(match, families));
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
            else if (!ReachLabels.AreImpossible(side.All, [.. side.None, selector]))
            {
                yield return side with { None = side.None.Add(selector) };
            }
        }

        if (match.NotSelector is { } excluded && !side.IsNobody && !ReachLabels.AreImpossible([.. side.All, excluded], side.None))
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

        LabelSet? governed = ReachLabels.Example([subject, .. own.All], own.None);
        LabelSet? other = peer.IsNobody ? null : ReachLabels.Example(peer.All, peer.None);
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
