using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>The policies of one tier that govern an endpoint in one direction.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Policies">Its policies in evaluation order, staged ones included; never empty.</param>
/// <param name="Ends">
/// Whether the tier's default action applies to what no policy decides. It does not where all policies are staged, and not to
/// untracked and pre-DNAT policies, behind which traffic goes on.
/// </param>
public sealed record TierInForce(Tier Tier, ImmutableArray<Policy> Policies, bool Ends);

/// <summary>Tells which policies govern an endpoint.</summary>
public static class PoliciesInForce
{
    // Policies that apply to forwarded traffic are among the normal ones too. Untracked ones are never of all interfaces (Felix).
    private static readonly PolicyFamily[] s_inOrder = [PolicyFamily.Untracked, PolicyFamily.PreDnat, PolicyFamily.Normal];

    /// <summary>The tiers in the order they are consulted; none for an endpoint that policies do not govern.</summary>
    /// <param name="snapshot">The snapshot the endpoint belongs to.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="direction">Ingress or egress.</param>
    /// <exception cref="ArgumentException">The endpoint is not one of this snapshot's model.</exception>
    public static ImmutableArray<TierInForce> On(PolicySnapshot snapshot, Endpoint endpoint, Directions direction)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(endpoint);
        int index = snapshot.Model.Endpoints.NumberOf(endpoint);
        if (index < 0)
        {
            throw new ArgumentException("the endpoint is not part of this snapshot", nameof(endpoint));
        }

        if (endpoint.Kind == EndpointKind.HostEndpoint)
        {
            HostStages stages = snapshot.Graph.Hosts.First(host => ReferenceEquals(host.HostEndpoint, endpoint));
            return
            [
                .. s_inOrder.Where(family => family != PolicyFamily.Untracked || endpoint.InterfaceName != "*")
                    .Select(family => stages.Find(family, direction))
                    .OfType<HostStage>()
                    .SelectMany(stage => In(snapshot.Graph.Chain(stage.Chain))),
            ];
        }

        if (!endpoint.IsGoverned)
        {
            return [];
        }

        EndpointSides sides = snapshot.Graph.SidesOf(index);
        return In(snapshot.Graph.Chain(direction == Directions.Ingress ? sides.IngressChain : sides.EgressChain));
    }

    private static ImmutableArray<TierInForce> In(PolicyChain chain) =>
        [.. chain.Tiers.Select(segment => new TierInForce(segment.Tier, [.. segment.Policies.Select(policy => policy.Policy)], segment.EndsWith != Certainty.No))];
}
