using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Lists the policies, and shows how one is written.</summary>
internal static class PoliciesRoute
{
    private const string Name = "policy";
    private const int UsualLimit = 100;

    /// <summary>Policies whose names begin with a text, by name.</summary>
    public static ValueTask<Problem?> ListAsync(ApiCall call)
    {
        int most = call.Api.Options.MaxNames;
        if (ApiParameters.Number(call, EndpointsRoute.Limit, UsualLimit, most) is not { } limit)
        {
            return ValueTask.FromResult<Problem?>(ApiParameters.NoNumber(EndpointsRoute.Limit, most));
        }

        string prefix = call.Parameter(EndpointsRoute.Prefix) ?? "";
        Policy[] found = [.. call.Snapshot.Model.Policies
            .Where(policy => policy.Name.ToString().StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .OrderBy(policy => policy.Name.ToString(), StringComparer.Ordinal)
            .Take(limit + 1)];
        using Utf8JsonWriter json = call.Answer();
        json.WriteStartObject();
        Write(json, found.Take(limit), call.Revision, hasText: false);
        json.WriteBoolean("truncated", found.Length > limit);
        json.WriteEndObject();
        return ValueTask.FromResult<Problem?>(null);
    }

    /// <summary>All policies of one name: kinds of several API groups may be called alike.</summary>
    public static ValueTask<Problem?> GetAsync(ApiCall call)
    {
        string name = call.Name(Name);
        Policy[] found = [.. call.Snapshot.Model.Policies.Where(policy => policy.Name.ToString().Equals(name, StringComparison.OrdinalIgnoreCase))];
        if (found.Length == 0)
        {
            return ValueTask.FromResult<Problem?>(new Problem(StatusCodes.Status404NotFound, "POLICY_NOT_FOUND", $"there is no policy `{name}`"));
        }

        using Utf8JsonWriter json = call.Answer();
        json.WriteStartObject();
        Write(json, found, call.Revision, hasText: true);
        json.WriteEndObject();
        return ValueTask.FromResult<Problem?>(null);
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<Policy> policies, Revision revision, bool hasText)
    {
        json.WriteStartArray("policies");
        foreach (Policy policy in policies)
        {
            json.WriteStartObject();
            json.WriteString(Name, policy.Name.ToString());
            json.WriteString("apiGroup", policy.Name.ApiGroup);
            PlaceJson.Write(json, policy.Span);
            if (hasText && TextOf(policy.Span, revision) is { } text)
            {
                json.WriteString("text", text);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? TextOf(SourceSpan span, Revision revision) =>
        span is { Line: > 0, Column: > 0 } && revision.LinesOf(span.File) is { } lines && span.Line <= lines.Count && span.Column <= lines[span.Line - 1].Length
            ? PolicyText.At(lines, span.Line, span.Column)
            : null;
}
