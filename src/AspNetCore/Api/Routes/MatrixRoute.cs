using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Connectivity;
using PolicyEngine.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Tells who reaches whom, row by row as it is worked out.</summary>
internal static class MatrixRoute
{
    // The namespace in which one end of a connection must be.
    private const string Namespace = "namespace";

    // Asks for the pairs between which nothing passes, too.
    private const string WithSilent = "all";

    public static ImmutableArray<string> Parameters { get; } = [.. MatrixParameters.Names, Namespace, WithSilent];

    public static async ValueTask<Problem?> AnswerAsync(ApiCall call)
    {
        if (MatrixParameters.Read(call, out Problem? problem) is not { } query)
        {
            return problem;
        }

        if (ApiParameters.Flag(call, WithSilent) is not { } withSilent)
        {
            return ApiParameters.NoFlag(WithSilent);
        }

        string? space = call.Parameter(Namespace);
        if (space is not null && NamespaceFinder.Find(call.Snapshot.Model, space, out QueryError? missing) is null)
        {
            return Problem.Of(missing!);
        }

        if (call.Snapshot.Matrix(query, out QueryError? error) is not { } matrix)
        {
            return Problem.Of(error!);
        }

        IEnumerable<Connection> connections = withSilent ? matrix.Pairs(call.Cancellation) : matrix.Connections(call.Cancellation);
        await WriteAsync(call, space is null ? connections : connections.Where(connection => connection.From.Namespace == space || connection.To.Namespace == space)).ConfigureAwait(false);
        return null;
    }

    private static async Task WriteAsync(ApiCall call, IEnumerable<Connection> connections)
    {
        using Utf8JsonWriter json = call.Answer();
        json.WriteStartObject();
        json.WriteString("revision", call.Revision.Id);
        json.WriteStartArray("connections");
        var rows = new MatrixJson();
        int left = call.Api.Options.MaxRows;
        foreach (Connection connection in connections)
        {
            if (--left < 0)
            {
                break;
            }

            rows.WriteRow(json, connection);
            await call.FlushAsync(json).ConfigureAwait(false);
        }

        json.WriteEndArray();
        json.WriteBoolean("truncated", left < 0);
        json.WriteEndObject();
    }
}
