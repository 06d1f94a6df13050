using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Makes a host's own refusals look like those of the API.</summary>
public static class PolicyProblemExtensions
{
    /// <summary>Gives responses with an error and no body, such as of a path that is not mapped, a problem document.</summary>
    /// <param name="app">The host.</param>
    public static IApplicationBuilder UsePolicyProblems(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.UseStatusCodePages(context =>
        {
            HttpResponse response = context.HttpContext.Response;
            string phrase = ReasonPhrases.GetReasonPhrase(response.StatusCode);
            var problem = new Problem(response.StatusCode, CodeOf(phrase, response.StatusCode), DetailOf(context.HttpContext.Request, phrase, response.StatusCode));
            return ProblemJson.WriteAsync(response, problem);
        });
    }

    private static string DetailOf(HttpRequest request, string phrase, int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => "the request needs a bearer token",
            StatusCodes.Status400BadRequest => $"{request.Method} {request.Path} of host {request.Host} is not served: {phrase}",
            _ => $"{request.Method} {request.Path} is not served: {phrase}",
        };

    /// <summary>The phrase as codes are written, such as <c>NOT_FOUND</c>.</summary>
    private static string CodeOf(string phrase, int status) =>
        phrase.Length == 0 ? status.ToString(CultureInfo.InvariantCulture) : phrase.ToUpperInvariant().Replace(' ', '_');
}
