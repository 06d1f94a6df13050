using System.Collections.Immutable;
using PolicyEngine.AspNetCore.Api.Routes;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>All routes of the API.</summary>
internal static class ApiRoutes
{
    private const string Get = "GET";
    private const string Post = "POST";

    public static ImmutableArray<ApiRoute> All { get; } =
    [
        new(Post, "/v1/can", RouteWeight.Question, [CanRoute.Explain], CanRoute.PostAsync) { Body = RouteBody.Question },
        new(Get, "/v1/can", RouteWeight.Question, [.. AddressQuestion.Members, CanRoute.Explain], CanRoute.GetAsync) { IsOfRevision = true },
        new(Post, "/v1/matrix", RouteWeight.Report, MatrixRoute.Parameters, MatrixRoute.AnswerAsync) { Body = RouteBody.Overlay },
        new(Get, "/v1/matrix", RouteWeight.Report, MatrixRoute.Parameters, MatrixRoute.AnswerAsync) { IsOfRevision = true },
        new(Post, "/v1/diff", RouteWeight.Report, [.. MatrixParameters.Names, DiffRoute.Limit], DiffRoute.PostAsync) { Body = RouteBody.Change },
        new(Post, "/v1/lint", RouteWeight.Report, [LintRoute.Own], LintRoute.PostAsync) { Body = RouteBody.Change, IsBodyOptional = true },
        new(Post, "/v1/show/{**endpoint}", RouteWeight.Report, [], ShowRoute.AnswerAsync) { Body = RouteBody.Overlay },
        new(Get, "/v1/show/{**endpoint}", RouteWeight.Question, [], ShowRoute.AnswerAsync) { IsOfRevision = true },
        new(Post, "/v1/trace", RouteWeight.Report, TraceRoute.Parameters, TraceRoute.PostAsync) { Body = RouteBody.Question },
        new(Get, "/v1/trace", RouteWeight.Report, [.. AddressQuestion.Members, .. TraceRoute.Parameters], TraceRoute.GetAsync) { IsOfRevision = true },
        new(Get, "/v1/endpoints", RouteWeight.Question, [EndpointsRoute.Prefix, EndpointsRoute.Limit], EndpointsRoute.GetAsync) { IsOfRevision = true },
        new(Get, "/v1/policies", RouteWeight.Question, [EndpointsRoute.Prefix, EndpointsRoute.Limit], PoliciesRoute.ListAsync) { IsOfRevision = true },
        new(Get, "/v1/policies/{**policy}", RouteWeight.Question, [], PoliciesRoute.GetAsync) { IsOfRevision = true },
        new(Get, "/v1/snapshot", RouteWeight.None, [], SnapshotRoute.GetAsync),
        new(Get, "/v1/events", RouteWeight.Endless, [], EventsRoute.GetAsync),
        new(Get, "/openapi/v1.json", RouteWeight.None, [], OpenApiRoute.GetAsync),
    ];
}
