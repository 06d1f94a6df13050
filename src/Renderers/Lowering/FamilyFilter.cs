using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>Which rules are there for one family, and with which blocks.</summary>
internal static class FamilyFilter
{
    /// <summary>A rule with the blocks of one family only; null where it is not there for the family.</summary>
    public static NodeRule? Apply(NodeRule rule, IpFamily family) =>
        (rule.Family is null || rule.Family == family) && Apply(rule.Source, family) is { } source && Apply(rule.Destination, family) is { } destination
            ? rule.Between(source, destination)
            : null;

    private static RuleSide? Apply(RuleSide side, IpFamily family)
    {
        if (side.Nets.IsEmpty && side.NotNets.IsEmpty)
        {
            return side;
        }

        ImmutableArray<IpPrefix> nets = Of(side.Nets, family);
        ImmutableArray<IpPrefix> notNets = Of(side.NotNets, family);

        // A list that loses all of its blocks must not turn into one that asks nothing; neither is "not everywhere" ever met.
        bool isLost = (nets.IsEmpty && !side.Nets.IsEmpty) || (notNets.IsEmpty && !side.NotNets.IsEmpty) || notNets.Any(net => net.Length == 0);
        return isLost ? null : nets == side.Nets && notNets == side.NotNets ? side : side with { Nets = nets, NotNets = notNets };
    }

    private static ImmutableArray<IpPrefix> Of(ImmutableArray<IpPrefix> nets, IpFamily family)
    {
        foreach (IpPrefix net in nets)
        {
            if (net.Family != family)
            {
                return nets.RemoveAll(other => other.Family != family);
            }
        }

        return nets;
    }
}
