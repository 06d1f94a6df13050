using System.Collections.Immutable;
using PolicyEngine.Compilation;

namespace PolicyEngine.Connectivity;

/// <summary>Compares chains of two snapshots of one cluster by what their policies and profiles say. Not thread-safe.</summary>
internal sealed class ChainComparison(EvaluationGraph before, EvaluationGraph after)
{
    private readonly Dictionary<(int Old, int New), bool> _known = [];

    /// <summary>Whether two chains of workloads, given by their numbers, decide alike about everyone; no chain is given as a negative number.</summary>
    public bool AreSame(int old, int now)
    {
        if (old < 0 || now < 0)
        {
            return old < 0 && now < 0;
        }

        if (!_known.TryGetValue((old, now), out bool same))
        {
            _known.Add((old, now), same = AreSame(before.Chain(old), after.Chain(now)));
        }

        return same;
    }

    private static bool AreSame(PolicyChain one, PolicyChain other) =>
        ReferenceEquals(one.Form, other.Form) && one.LeavesProtocolsOpen == other.LeavesProtocolsOpen
        && AreSame(one.Tiers, other.Tiers, AreSame)
        && AreSame(one.Profiles, other.Profiles, AreSame);

    private static bool AreSame(TierSegment one, TierSegment other) =>
        one.Tier.DefaultAction == other.Tier.DefaultAction && one.EndsWith == other.EndsWith
        && AreSame(one.Groups, other.Groups, (left, right) => AreSame(left, right, AreSame));

    private static bool AreSame(CompiledPolicy one, CompiledPolicy other) =>
        ReferenceEquals(one.Policy, other.Policy)
        || (one.Policy.Name.Kind == other.Policy.Name.Kind && one.Policy.StagedAction == other.Policy.StagedAction && PolicyContents.AreSame(one.Policy, other.Policy));

    private static bool AreSame(CompiledProfile one, CompiledProfile other) =>
        ReferenceEquals(one.Profile, other.Profile)
        || (PolicyContents.AreSame(one.Profile.Ingress, other.Profile.Ingress) && PolicyContents.AreSame(one.Profile.Egress, other.Profile.Egress));

    private static bool AreSame<T>(ImmutableArray<T> one, ImmutableArray<T> other, Func<T, T, bool> areSame)
    {
        if (one.Length != other.Length)
        {
            return false;
        }

        for (int index = 0; index < one.Length; index++)
        {
            if (!areSame(one[index], other[index]))
            {
                return false;
            }
        }

        return true;
    }
}
