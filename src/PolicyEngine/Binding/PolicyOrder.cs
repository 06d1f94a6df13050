using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Binding;

/// <summary>The order in which policies are evaluated: by tier, then by order, then by name (Calico).</summary>
internal sealed class PolicyOrder : IComparer<Policy>
{
    private readonly ImmutableArray<Tier> _tiers;
    private readonly Dictionary<string, int> _ranks = new(StringComparer.Ordinal);

    public PolicyOrder(ImmutableArray<Tier> tiers)
    {
        _tiers = tiers;
        foreach (Tier tier in tiers)
        {
            _ranks.Add(tier.Name, _ranks.Count);
        }
    }

    /// <summary>Policies that name no tier may belong to any, so that they come first: whatever is decided later is in doubt.</summary>
    public Policy Place(Policy policy) => policy.Tier.Length > 0 ? policy : policy with { Tier = _tiers[0].Name, Order = double.NegativeInfinity };

    /// <summary>Whether the tier of a policy is among those known.</summary>
    public bool HasTierOf(Policy policy) => _ranks.ContainsKey(policy.Tier);

    public int Compare(Policy? x, Policy? y)
    {
        int byTier = _ranks[x!.Tier].CompareTo(_ranks[y!.Tier]);
        if (byTier != 0)
        {
            return byTier;
        }

        int byOrder = x.Order.CompareTo(y.Order);
        return byOrder != 0 ? byOrder
            : string.CompareOrdinal(x.Name.OrderingKey, y.Name.OrderingKey) is not 0 and var byName ? byName
            : string.CompareOrdinal(x.Name.ToString(), y.Name.ToString());
    }
}
