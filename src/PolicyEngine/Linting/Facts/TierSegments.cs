using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Linting.Facts;

/// <summary>What can be said of the policies of one tier that govern a pod.</summary>
internal static class TierSegments
{
    /// <summary>Whether nothing that arrives at the tier goes on behind it.</summary>
    public static bool DecidesAll(this TierSegment segment, ChainForm form)
    {
        foreach (CompiledPolicy policy in segment.Policies.Where(policy => !policy.Policy.IsStaged))
        {
            if (policy.Policy.Fault is not null)
            {
                return false;
            }

            foreach (CompiledRule rule in policy.Rules(form))
            {
                if (rule.Rule.Action == RuleAction.Pass)
                {
                    return false;
                }

                if (rule.Rule.IsCatchAll())
                {
                    return true;
                }
            }
        }

        return segment.EndsWith == Certainty.Yes && segment.Tier.DefaultAction == RuleAction.Deny;
    }
}
