using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Reach;

/// <summary>Whether a rule matches anything that other rules leave to it, in any cluster whatever.</summary>
/// <param name="CanDecide">Yes: the example shows how. No: it is proved that it never does. Unknown: neither.</param>
/// <param name="Reason">Why not, or why it is unknown; empty where it can.</param>
internal sealed record RuleJudgement(Truth CanDecide, string Reason)
{
    /// <summary>What it decides about where nothing else is; null where it is not known to decide anything.</summary>
    public RuleExample? Example { get; init; }

    /// <summary>The rules that together match all that it matches, as they came into question; empty where it is not proved.</summary>
    public ImmutableArray<RuleRegion> CoveredBy { get; init; } = [];

    /// <summary>Whether others match all that it matches, which could match something without them.</summary>
    public bool IsCovered => !CoveredBy.IsEmpty;

    /// <summary>Judges a rule against those of a pool that count.</summary>
    public static RuleJudgement Of(RuleRegion region, RulePool pool, Predicate<RuleRegion> counts, ReachBudget budget)
    {
        Selector subject = region.Policy.Subject;
        SideRegion own = SideOf(region.Own, region.OwnAddresses, subject);
        SideRegion peer = SideOf(region.Peer, region.PeerAddresses, null);
        bool peerCanBeNobody = region.Peer.Selector is null;
        bool peerIsImpossible = ReachLabels.AreImpossible(peer.All, peer.None, budget);
        if (ReachLabels.AreImpossible([subject], [], budget))
        {
            return new RuleJudgement(Truth.No, "nothing can satisfy the policy's selectors");
        }

        if (region.Traffic.IsEmpty || own.Addresses.IsEmpty || peer.Addresses.IsEmpty || (peerIsImpossible && !peerCanBeNobody) || (region.Own is not { Selector: null, NotSelector: null } && ReachLabels.AreImpossible(own.All, own.None, budget)))
        {
            return new RuleJudgement(Truth.No, "nothing can satisfy its conditions");
        }

        var escape = new RuleEscape(subject, pool, counts, budget);
        RuleExample? example = null;
        Truth found = peerIsImpossible ? Truth.No : escape.Find(own, peer, region.Traffic, out example);
        if (found != Truth.Yes && peerCanBeNobody)
        {
            Truth ofNobody = escape.Find(own, peer with { IsNobody = true, All = [], None = [] }, region.Traffic, out example);
            found = found == Truth.Unknown && ofNobody == Truth.No ? Truth.Unknown : ofNobody;
        }

        // What only a cluster can tell may keep the rule from matching at all: its example is then no proof.
        bool isOpen = region.Rule.Fault is not null || region.Peer is { Nodes: not null } or { Service: not null } or { IsByAddress: true } or { Domains.IsEmpty: false } || region.Own.Nodes is not null;
        return found switch
        {
            Truth.Yes when !isOpen => new RuleJudgement(Truth.Yes, "") { Example = example },
            Truth.Yes => new RuleJudgement(Truth.Unknown, "it depends on what a cluster holds"),
            Truth.No when escape.Taken.IsEmpty => new RuleJudgement(Truth.No, "nothing can satisfy its conditions"),
            Truth.No => new RuleJudgement(Truth.No, "earlier rules of the policy match all that it matches") { CoveredBy = escape.Taken },
            _ => new RuleJudgement(Truth.Unknown, "whether earlier rules match all that it matches was not decided"),
        };
    }

    private static SideRegion SideOf(PeerMatch match, AddressSet addresses, Selector? itself) => new(
        IsNobody: false,
        match.Selector is { } selector ? [selector] : itself is null ? [] : [itself],
        match.NotSelector is null ? [] : [match.NotSelector],
        addresses);
}
