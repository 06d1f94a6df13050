using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Linting.Facts;

/// <summary>What decides about endpoints: their chains, and what the rules in those say.</summary>
internal sealed class RulesInForce(PolicySnapshot snapshot)
{
    /// <summary>The endpoint's number in the model.</summary>
    public int PlaceOf(Endpoint endpoint) => snapshot.Model.Endpoints.NumberOf(endpoint);

    /// <summary>What decides about a pod; null where policy does not govern it.</summary>
    public PolicyChain? ChainOf(Endpoint endpoint, Directions direction)
    {
        if (!endpoint.IsGoverned)
        {
            return null;
        }

        EndpointSides sides = snapshot.Graph.SidesOf(PlaceOf(endpoint));
        int chain = direction == Directions.Ingress ? sides.IngressChain : sides.EgressChain;
        return chain < 0 ? null : snapshot.Graph.Chain(chain);
    }

    /// <summary>The policies of a chain that are not staged.</summary>
    public static IEnumerable<Policy> PoliciesOf(PolicyChain chain) => chain.Tiers.SelectMany(tier => tier.Policies).Select(policy => policy.Policy).Where(policy => !policy.IsStaged);

    /// <summary>The rules of a chain that may let something through, or may for all that is known.</summary>
    public static IEnumerable<Rule> AdmittingRules(PolicyChain chain) => PoliciesOf(chain)
        .SelectMany(policy => policy.Rules(chain.Direction))
        .Where(rule => rule.Fault is not null || rule.Action is RuleAction.Allow or RuleAction.Pass);

    /// <summary>Whether what no rule lets through is certainly denied.</summary>
    public static bool EndsInDenial(PolicyChain chain) =>
        chain.Tiers.Any(tier => tier is { EndsWith: Certainty.Yes, Tier.DefaultAction: RuleAction.Deny })
        && PoliciesOf(chain).All(policy => policy.Fault is null);
}
