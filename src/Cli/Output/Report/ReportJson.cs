using System.Text.Json;
using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>Writes the data of a report, for the page's script alone.</summary>
internal static class ReportJson
{
    public static void Write(Utf8JsonWriter json, ReportContents contents, CancellationToken cancellation)
    {
        json.WriteStartObject();
        SummaryJson.Write(json, contents);
        var cluster = new ReportCluster(contents.Input.Snapshot);
        cluster.Write(json);
        new ReportTables(cluster, cancellation).Write(json, cancellation);
        FindingsJson.Write(json, contents);
        if (contents.Changes is { } changes)
        {
            ChangesJson.Write(json, changes);
        }

        json.WriteEndObject();
    }
}
