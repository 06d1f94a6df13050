using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Node;

namespace PolicyEngine.Renderers.Conversion;

/// <summary>Divides the policies of an endpoint by where in a packet's way they are consulted, each part by tier (Felix's event sequencer).</summary>
internal static class TierLists
{
    public static ImmutableArray<NodeTier> Normal(PolicyModel model, IReadOnlyList<Policy> policies) =>
        Of(model, policies.Where(policy => policy.Stage == PolicyStage.Normal), null);

    public static ImmutableArray<NodeTier> Forward(PolicyModel model, IReadOnlyList<Policy> policies) =>
        Of(model, policies.Where(policy => policy.Stage == PolicyStage.Normal && policy.AppliesOnForward), null);

    public static ImmutableArray<NodeTier> Untracked(PolicyModel model, IReadOnlyList<Policy> policies) =>
        Of(model, policies.Where(policy => policy.Stage == PolicyStage.Untracked), RuleAction.Pass);

    /// <summary>Only of ingress.</summary>
    public static ImmutableArray<NodeTier> PreDnat(PolicyModel model, IReadOnlyList<Policy> policies) =>
        Of(model, policies.Where(policy => policy.Stage == PolicyStage.PreDnat).Select(policy => policy with { Governs = policy.Governs & Directions.Ingress }), RuleAction.Pass);

    private static ImmutableArray<NodeTier> Of(PolicyModel model, IEnumerable<Policy> policies, RuleAction? defaultAction)
    {
        ILookup<string, Policy> byTier = policies.ToLookup(policy => policy.Tier, StringComparer.Ordinal);
        return
        [
            .. model.Tiers
                .Where(tier => byTier.Contains(tier.Name))
                .Select(tier => new NodeTier(
                    tier.Name,
                    defaultAction ?? tier.DefaultAction,
                    Governing(byTier[tier.Name], Directions.Ingress),
                    Governing(byTier[tier.Name], Directions.Egress)))
                .Where(tier => !tier.Ingress.IsEmpty || !tier.Egress.IsEmpty),
        ];
    }

    private static ImmutableArray<PolicyId> Governing(IEnumerable<Policy> policies, Directions direction) =>
        [.. policies.Where(policy => policy.Governs.HasFlag(direction)).Select(policy => PolicyIds.Of(policy.Name))];
}
