using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PolicyEngine.Connectivity;
using PolicyEngine.Json;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Tells which connections would change if documents were laid over the snapshot.</summary>
internal static class DiffRoute
{
    public static ValueTask<Problem?> PostAsync(ApiCall call) => ValueTask.FromResult(Answer(call));

    private static Problem? Answer(ApiCall call)
    {
        if (MatrixParameters.Read(call, out Problem? problem) is not { } query || Overlay.Read(call, out problem) is not { } overlay)
        {
            return problem;
        }

        if (overlay.IsEmpty)
        {
            return Problem.Body("there is nothing to lay over the snapshot nor to take away");
        }

        LoadResult after = call.Revision.With(overlay, call.Cancellation);
        Diagnostic[] errors = [.. after.Diagnostics.Except(call.Revision.Published.Diagnostics).Where(diagnostic => diagnostic.Severity == Severity.Error)];
        if (errors is [var first, ..])
        {
            return new Problem(StatusCodes.Status422UnprocessableEntity, first.Code, first.Message) { Diagnostics = [.. errors] };
        }

        ImmutableArray<ConnectionChange> changes = SemanticDiff.Between(call.Snapshot, after.Snapshot, query, out QueryError? error, call.Cancellation);
        if (error is not null)
        {
            return Problem.Of(error);
        }

        Write(call, changes);
        return null;
    }

    private static void Write(ApiCall call, ImmutableArray<ConnectionChange> changes)
    {
        int most = call.Api.Options.MaxRows;
        using Utf8JsonWriter json = call.Answer();
        json.WriteStartObject();
        json.WriteString("revision", call.Revision.Id);
        json.WritePropertyName("changes");
        DiffJson.Write(json, changes.Take(most));
        json.WriteBoolean("truncated", changes.Length > most);
        json.WriteEndObject();
    }
}
