using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Does what a route is for.</summary>
/// <returns>What is wrong with the request; null where it was answered.</returns>
internal delegate ValueTask<Problem?> ApiHandler(ApiCall call);

/// <summary>A route of the API.</summary>
/// <param name="Method">The method.</param>
/// <param name="Pattern">The path below the prefix.</param>
/// <param name="Weight">What its answers cost.</param>
/// <param name="Parameters">The parameters in the query of its address; others are refused.</param>
/// <param name="Handle">Answers a request.</param>
internal sealed record ApiRoute(string Method, string Pattern, RouteWeight Weight, ImmutableArray<string> Parameters, ApiHandler Handle)
{
    /// <summary>The methods it is asked by: what can be got can be asked for without its body.</summary>
    public IEnumerable<string> Methods => HttpMethods.IsGet(Method) ? [Method, HttpMethods.Head] : [Method];

    /// <summary>What the body of its requests is, in JSON.</summary>
    public RouteBody Body { get; init; }

    /// <summary>Whether the body may be left out.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>Whether the answer is the same for the same revision.</summary>
    public bool IsOfRevision { get; init; }

    /// <summary>Whether a request with this body is answered from a snapshot of its own.</summary>
    public bool IsOver(ReadOnlySpan<byte> body) => Body == RouteBody.Overlay || (Body == RouteBody.Question && OverlayReader.IsOverlay(body));
}
