using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl;

/// <summary>What a request for access lists comes to: scopes, and what is decided about each.</summary>
internal static class AclRequest
{
    /// <summary>The endpoints with addresses that a request is for.</summary>
    public static ImmutableArray<Endpoint> EndpointsOf(PolicySnapshot snapshot, RenderRequest request) => request.Endpoints.IsEmpty
        ? [.. snapshot.Model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Pod && !endpoint.Addresses.IsEmpty && (request.Node is null || endpoint.Node == request.Node))]
        : request.Endpoints;

    /// <summary>What is lost: what the target cannot say, and a node of whose endpoints none is known.</summary>
    public static ImmutableArray<Loss> LossesOf(PolicySnapshot snapshot, RenderRequest request, LossCollector losses) =>
        [.. request.Endpoints.IsEmpty ? NodeRequest.UnknownNode(snapshot, request) : [], .. losses.ToLosses(snapshot)];

    /// <summary>Both directions in each family that the scope has addresses of; ingress first.</summary>
    /// <param name="builder">Asks the snapshot.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="losses">Told of endpoints whose addresses are not known.</param>
    public static IEnumerable<(ScopeDecision Ingress, ScopeDecision Egress)> Decide(ScopeDecisionBuilder builder, RenderScope scope, LossCollector losses)
    {
        foreach (IpFamily family in new[] { IpFamily.V4, IpFamily.V6 })
        {
            if (builder.Build(scope, Directions.Ingress, family) is { } ingress && builder.Build(scope, Directions.Egress, family) is { } egress)
            {
                losses.AddUnaddressed(ingress);
                losses.AddUnaddressed(egress);
                yield return (ingress, egress);
            }
        }
    }
}
