using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The members of a set as the kernel takes them.</summary>
internal static class SetMembers
{
    /// <summary>The members of one family, each once and sorted by address.</summary>
    /// <param name="members">The members.</param>
    /// <param name="family">The family.</param>
    /// <param name="isDisjoint">Whether blocks that another one covers are left out: sets of nftables may not overlap.</param>
    public static ImmutableArray<NodeSetMember> Of(IEnumerable<NodeSetMember> members, IpFamily family, bool isDisjoint)
    {
        List<NodeSetMember> ordered =
        [
            .. members.Where(member => member.Net.Family == family).Distinct()
                .OrderBy(member => member.Net.First).ThenBy(member => member.Net.Length)
                .ThenBy(member => member.Protocol?.Number).ThenBy(member => member.Port),
        ];
        return [.. (isDisjoint ? WithoutCovered(ordered) : ordered).SelectMany(Split)];
    }

    private static IEnumerable<NodeSetMember> WithoutCovered(List<NodeSetMember> ordered)
    {
        IpPrefix? wide = null;
        foreach (NodeSetMember member in ordered)
        {
            if (member.Protocol is not null)
            {
                yield return member;
            }
            else if (wide is not { } net || !net.Contains(member.Net.First))
            {
                wide = member.Net;
                yield return member;
            }
        }
    }

    /// <summary>A block of all addresses becomes two halves, since sets of blocks refuse it.</summary>
    private static IEnumerable<NodeSetMember> Split(NodeSetMember member)
    {
        IpPrefix net = member.Net;
        if (net.Length > 0)
        {
            return [member];
        }

        return [member with { Net = IpPrefix.Of(net.First, 1) }, member with { Net = IpPrefix.Of(net.Last, 1) }];
    }
}
