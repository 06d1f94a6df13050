using PolicyEngine.Model;

namespace PolicyEngine.Connectivity;

/// <summary>Which policies of two models are not the same.</summary>
internal static class PolicyChanges
{
    public static Dictionary<PolicyName, ChangeCauseKind> Between(PolicyModel old, PolicyModel now)
    {
        Dictionary<PolicyName, Policy> before = ByName(old);
        Dictionary<PolicyName, Policy> after = ByName(now);
        var changes = new Dictionary<PolicyName, ChangeCauseKind>();
        foreach ((PolicyName name, Policy policy) in after)
        {
            if (!before.TryGetValue(name, out Policy? earlier))
            {
                changes.Add(name, ChangeCauseKind.PolicyAdded);
            }
            else if (!PolicyContents.AreSame(earlier, policy))
            {
                changes.Add(name, ChangeCauseKind.PolicyEdited);
            }
        }

        foreach (PolicyName name in before.Keys.Where(name => !after.ContainsKey(name)))
        {
            changes.Add(name, ChangeCauseKind.PolicyRemoved);
        }

        return changes;
    }

    private static Dictionary<PolicyName, Policy> ByName(PolicyModel model)
    {
        var policies = new Dictionary<PolicyName, Policy>();
        foreach (Policy policy in model.Policies.Where(policy => !policy.IsStaged))
        {
            policies.TryAdd(policy.Name, policy);
        }

        return policies;
    }
}
