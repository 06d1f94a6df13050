using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>
/// Names profiles as the endpoint at hand does: chains, and so their decisions, are shared by endpoints of all namespaces
/// whose profiles have the same rules.
/// </summary>
internal static class OwnProfile
{
    /// <summary>The decision with the endpoint's own profile in place of the one it shares the rules with.</summary>
    public static Decision In(Decision decision, Endpoint? endpoint) =>
        Of(decision.Profile, endpoint) is var own && ReferenceEquals(own, decision.Profile) ? decision : decision with { Profile = own };

    /// <summary>The steps with the endpoint's own profiles.</summary>
    public static ImmutableArray<TraceStep> In(ImmutableArray<TraceStep> steps, Endpoint? endpoint) =>
        [.. steps.Select(step => Of(step.Profile, endpoint) is var own && ReferenceEquals(own, step.Profile) ? step : step with { Profile = own })];

    private static Profile? Of(Profile? shared, Endpoint? endpoint)
    {
        if (shared is null || endpoint is null)
        {
            return shared;
        }

        foreach (Profile profile in endpoint.Profiles)
        {
            if (profile.Ingress == shared.Ingress && profile.Egress == shared.Egress)
            {
                return profile;
            }
        }

        return shared;
    }
}
