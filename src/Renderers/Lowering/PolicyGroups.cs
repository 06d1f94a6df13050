using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The groups in which the endpoints of the node meet their policies.</summary>
internal sealed class PolicyGroups
{
    private readonly Dictionary<PolicyId, string> _selectors = [];
    private readonly Dictionary<string, PolicyGroup> _withChains = new(StringComparer.Ordinal);

    public PolicyGroups(NodeState state)
    {
        foreach (NodePolicy policy in state.Policies)
        {
            _selectors[policy.Id] = policy.Selector;
        }
    }

    /// <summary>The groups met so far that have chains of their own.</summary>
    public IReadOnlyCollection<PolicyGroup> WithChains => _withChains.Values;

    /// <summary>Cuts a tier's policies into groups.</summary>
    public ImmutableArray<PolicyGroup> Cut(ImmutableArray<PolicyId> policies, Direction direction)
    {
        ImmutableArray<PolicyGroup>.Builder groups = ImmutableArray.CreateBuilder<PolicyGroup>();
        int first = 0;
        for (int i = 1; i <= policies.Length; i++)
        {
            if (i == policies.Length || SelectorOf(policies[i]) != SelectorOf(policies[first]))
            {
                PolicyGroup group = new(direction, SelectorOf(policies[first]), policies[first..i]);
                groups.Add(group);
                first = i;
                if (group.HasChain)
                {
                    _withChains[group.ChainName] = group;
                }
            }
        }

        return groups.ToImmutable();
    }

    private string SelectorOf(PolicyId policy) => _selectors.GetValueOrDefault(policy, "");
}
