using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PolicyEngine.Json;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Writes problems as RFC 9457 has them, with the engine's code.</summary>
internal static class ProblemJson
{
    private const string ContentType = "application/problem+json";
    private const string RetryAfterSeconds = "1";

    public static async Task WriteAsync(HttpResponse response, Problem problem)
    {
        response.StatusCode = problem.Status;
        response.ContentType = ContentType;
        response.Headers.ETag = default;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }

        using (var json = new Utf8JsonWriter(response.BodyWriter, JsonText.LineOptions))
        {
            Write(json, problem);
        }

        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("title", ReasonPhrases.GetReasonPhrase(problem.Status) is { Length: > 0 } phrase ? phrase : problem.Status.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("status", problem.Status);
        json.WriteString("detail", problem.Detail);
        json.WriteString("code", problem.Code);
        if (!problem.Diagnostics.IsEmpty)
        {
            json.WriteStartArray("diagnostics");
            foreach (Diagnostic diagnostic in problem.Diagnostics)
            {
                json.WriteStartObject();
                DiagnosticJson.Write(json, diagnostic);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
