using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Connectivity;
using PolicyEngine.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Tells which connections would change if documents were laid over the snapshot.</summary>
internal static class DiffRoute
{
    /// <summary>The parameter that says how many changes to list.</summary>
    public const string Limit = "limit";

    public static ValueTask<Problem?> PostAsync(ApiCall call) => ValueTask.FromResult(Answer(call));

    private static Problem? Answer(ApiCall call)
    {
        if (MatrixParameters.Read(call, out Problem? problem) is not { } query || call.Overlay(out problem) is not { } overlay)
        {
            return problem;
        }

        int most = call.Api.Options.MaxRows;
        if (ApiParameters.Number(call, Limit, most, most) is not { } limit)
        {
            return ApiParameters.NoNumber(Limit, most);
        }

        if (overlay.IsEmpty)
        {
            return Problem.Body("there is nothing to lay over the snapshot nor to take away");
        }

        if (overlay.LayOver(call, out problem) is not { } after)
        {
            return problem;
        }

        ImmutableArray<ConnectionChange> changes = SemanticDiff.Between(call.Snapshot, after.Snapshot, query, out QueryError? error, call.Cancellation);
        if (error is not null)
        {
            return Problem.Of(error);
        }

        Write(call, changes, limit);
        return null;
    }

    private static void Write(ApiCall call, ImmutableArray<ConnectionChange> changes, int limit)
    {
        using Utf8JsonWriter json = call.Answer();
        json.WriteStartObject();
        json.WriteString("revision", call.Revision.Id);
        json.WritePropertyName("changes");
        DiffJson.Write(json, changes.Take(limit));
        json.WriteNumber("total", changes.Length);
        json.WriteBoolean("truncated", changes.Length > limit);
        json.WriteEndObject();
    }
}
