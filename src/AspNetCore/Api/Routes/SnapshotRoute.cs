using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Api.Routes;

/// <summary>Tells what is published, and what became of the last attempt to read.</summary>
internal static class SnapshotRoute
{
    public static ValueTask<Problem?> GetAsync(ApiCall call)
    {
        PublishedSnapshot published = call.Revision.Published;
        SnapshotStatus status = call.Api.Status;
        int most = call.Api.Options.MaxRows;
        using Utf8JsonWriter json = call.Answer();
        json.WriteStartObject();
        json.WriteString("revision", published.RevisionId);
        json.WriteString("publishedAt", published.PublishedAt);
        json.WriteString("profile", published.Snapshot.Model.Profile.Name);
        WriteCounts(json, published.Snapshot.Model);
        json.WriteStartObject("status");
        WriteMembers(json, status);
        WriteDiagnostics(json, status.Diagnostics, most);
        json.WriteEndObject();
        WriteDiagnostics(json, published.Diagnostics, most);
        json.WriteBoolean("truncated", published.Diagnostics.Length > most || status.Diagnostics.Length > most);
        json.WriteEndObject();
        return ValueTask.FromResult<Problem?>(null);
    }

    /// <summary>What became of the last attempt to read, without its diagnostics.</summary>
    public static void WriteMembers(Utf8JsonWriter json, SnapshotStatus status)
    {
        json.WriteString("kind", status.Kind.ToString().ToLowerInvariant());
        json.WriteString("since", status.Since);
        json.WriteString("message", status.Message);
    }

    private static void WriteCounts(Utf8JsonWriter json, PolicyModel model)
    {
        json.WriteStartObject("counts");
        json.WriteNumber("tiers", model.Tiers.Length);
        json.WriteNumber("policies", model.Policies.Length);
        json.WriteNumber("endpoints", model.Endpoints.Count);
        json.WriteNumber("namespaces", model.Namespaces.Length);
        json.WriteNumber("services", model.Services.Length);
        json.WriteNumber("nodes", model.Nodes.Length);
        json.WriteNumber("networkSets", model.NetworkSets.Length);
        json.WriteEndObject();
    }

    private static void WriteDiagnostics(Utf8JsonWriter json, ImmutableArray<Diagnostic> diagnostics, int most)
    {
        json.WriteStartArray("diagnostics");
        foreach (Diagnostic diagnostic in diagnostics.Take(most))
        {
            json.WriteStartObject();
            DiagnosticJson.Write(json, diagnostic);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
