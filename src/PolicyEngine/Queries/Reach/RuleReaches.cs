using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Reach;

/// <summary>
/// Finds the rules that can decide nothing within their policy, in any cluster whatever: nothing can satisfy their conditions,
/// or earlier rules, one or several together, match all that they match. What other policies decide first is left aside.
/// </summary>
public static class RuleReaches
{
    private const string Covered = "earlier rules of the policy match all that it matches";

    /// <summary>The reach of every rule of every policy but those that only log.</summary>
    /// <param name="model">The policies.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImmutableArray<RuleReach> Of(PolicyModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. model.Policies.SelectMany(policy => Of(policy, cancellationToken))];
    }

    /// <summary>The reach of every rule of a policy but those that only log.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImmutableArray<RuleReach> Of(Policy policy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ImmutableArray<RuleReach>.Builder reaches = ImmutableArray.CreateBuilder<RuleReach>();
        bool governsNothing = ReachLabels.AreImpossible([policy.Subject], []);
        foreach (Directions direction in (ReadOnlySpan<Directions>)[Directions.Ingress, Directions.Egress])
        {
            ImmutableArray<Rule> rules = policy.Rules(direction);
            for (int index = 0; index < rules.Length; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (rules[index].Action != RuleAction.Log)
                {
                    (Finding can, string reason, RuleExample? example) =
                        policy.Fault is not null ? (Finding.Unknown, "the policy is not understood", null)
                        : !policy.Governs.HasFlag(direction) ? (Finding.No, "the policy does not govern this direction", null)
                        : governsNothing ? (Finding.No, "nothing can satisfy the policy's selectors", null)
                        : Judge(policy.Subject, rules, index, direction);
                    reaches.Add(new RuleReach { Policy = policy, Direction = direction, Index = index, CanDecide = can, Reason = reason, Example = example, IsCovered = reason == Covered });
                }
            }
        }

        return reaches.ToImmutable();
    }

    private static (Finding Can, string Reason, RuleExample? Example) Judge(Selector subject, ImmutableArray<Rule> rules, int index, Directions direction)
    {
        Rule rule = rules[index];
        var region = RuleRegion.Of(rule, direction);
        SideRegion own = SideOf(region.Own, rule.Families, isNobody: false, subject);
        SideRegion peer = SideOf(region.Peer, rule.Families, isNobody: false, null);
        bool peerCanBeNobody = region.Peer.Selector is null;
        bool peerIsImpossible = peer.Addresses.IsEmpty || (!peerCanBeNobody && ReachLabels.AreImpossible(peer.All, peer.None));
        if (region.Traffic.IsEmpty || own.Addresses.IsEmpty || peerIsImpossible || ReachLabels.AreImpossible(own.All, own.None))
        {
            return (Finding.No, "nothing can satisfy its conditions", null);
        }

        RuleRegion[] earlier = [.. rules.Take(index).Where(before => before.Action != RuleAction.Log).Select(before => RuleRegion.Of(before, direction))];
        var escape = new RuleEscape(subject, earlier);
        RuleExample? example = null;
        Finding found = ReachLabels.AreImpossible(peer.All, peer.None) ? Finding.No : escape.Find(own, peer, region.Traffic, out example);
        if (found != Finding.Yes && peerCanBeNobody)
        {
            Finding ofNobody = escape.Find(own, SideOf(region.Peer, rule.Families, isNobody: true, null), region.Traffic, out example);
            found = found == Finding.Unknown && ofNobody == Finding.No ? Finding.Unknown : ofNobody;
        }

        // What only a cluster can tell may keep the rule from matching at all: its example is then no proof.
        bool isOpen = rule.Fault is not null || region.Peer is { Nodes: not null } or { Service: not null } or { IsByAddress: true } or { Domains.IsEmpty: false } || region.Own.Nodes is not null;
        return found switch
        {
            Finding.Yes when !isOpen => (Finding.Yes, "", example),
            Finding.Yes => (Finding.Unknown, "it depends on what a cluster holds", null),
            Finding.No => (Finding.No, Covered, null),
            _ => (Finding.Unknown, "whether earlier rules match all that it matches was not decided", null),
        };
    }

    private static SideRegion SideOf(PeerMatch match, IpFamilies families, bool isNobody, Selector? itself) => new(
        isNobody,
        isNobody ? [] : match.Selector is { } selector ? [selector] : itself is null ? [] : [itself],
        isNobody || match.NotSelector is null ? [] : [match.NotSelector],
        RuleRegion.Addresses(match, families));
}
