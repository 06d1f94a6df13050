using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PolicyEngine.Json;
using PolicyEngine.Queries;
using Endpoint = PolicyEngine.Model.Endpoint;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Tells the policies in force on endpoints, as <c>netpol show</c>.</summary>
internal static class ShowRoute
{
    private const int MaxEndpoints = 100;
    private const string Name = "endpoint";

    public static ValueTask<Problem?> AnswerAsync(ApiCall call)
    {
        string name = call.Name(Name);
        ImmutableArray<Endpoint> endpoints = EndpointFinder.Find(call.Snapshot, name, call.Api.DefaultNamespace, out QueryError? error);
        if (error is not null)
        {
            return ValueTask.FromResult<Problem?>(Problem.Of(error));
        }

        if (endpoints.Length > MaxEndpoints)
        {
            return ValueTask.FromResult<Problem?>(new Problem(
                StatusCodes.Status422UnprocessableEntity,
                "TOO_MANY_ENDPOINTS",
                string.Create(CultureInfo.InvariantCulture, $"`{name}` stands for {endpoints.Length} endpoints; at most {MaxEndpoints} are shown")));
        }

        using Utf8JsonWriter json = call.Answer();
        new EndpointJson(json, call.Snapshot).Write(endpoints);
        return ValueTask.FromResult<Problem?>(null);
    }
}
