using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Tells the policies in force on endpoints, as <c>netpol show</c>.</summary>
internal static class ShowRoute
{
    private const int MaxEndpoints = 100;
    private const string Endpoint = "endpoint";

    public static ValueTask<Problem?> GetAsync(ApiCall call)
    {
        string name = call.Http.GetRouteValue(Endpoint) as string ?? "";
        ImmutableArray<Endpoint> endpoints = EndpointFinder.Find(call.Snapshot, name, call.Api.DefaultNamespace, out QueryError? error);
        if (error is not null)
        {
            return ValueTask.FromResult<Problem?>(Problem.Of(error));
        }

        if (endpoints.Length > MaxEndpoints)
        {
            return ValueTask.FromResult<Problem?>(new Problem(422, "TOO_MANY_ENDPOINTS", $"`{name}` stands for {endpoints.Length} endpoints; at most {MaxEndpoints} are shown"));
        }

        using Utf8JsonWriter json = call.Answer();
        new EndpointJson(json, call.Snapshot).Write(endpoints);
        return ValueTask.FromResult<Problem?>(null);
    }
}
