using System.Text.Json;
using PolicyEngine.Json;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>Writes what was read, and what of it is not taken into account.</summary>
internal static class SummaryJson
{
    private const int MaxDiagnostics = 1000;

    public static void Write(Utf8JsonWriter json, ReportContents contents)
    {
        PolicyModel model = contents.Input.Snapshot.Model;
        json.WriteStartObject("summary");
        json.WriteString("profile", model.Profile.Name);
        json.WriteStartArray("counts");
        Count(json, "objects", contents.Input.DocumentCount);
        Count(json, "namespaces", model.Namespaces.Length);
        Count(json, "pods", model.Endpoints.Count(endpoint => endpoint.Kind is EndpointKind.Pod or EndpointKind.HostNetworkPod));
        Count(json, "workloads without pods", model.Endpoints.Count(endpoint => endpoint.Kind == EndpointKind.Workload));
        Count(json, "finished pods", model.Endpoints.Count(endpoint => endpoint.Kind == EndpointKind.FinishedPod));
        Count(json, "host endpoints", model.Endpoints.Count(endpoint => endpoint.Kind == EndpointKind.HostEndpoint));
        Count(json, "services", model.Services.Length);
        Count(json, "nodes", model.Nodes.Length);
        Count(json, "policies in force", model.Policies.Count(policy => !policy.IsStaged));
        Count(json, "staged policies, left out", model.Policies.Count(policy => policy.IsStaged));
        json.WriteEndArray();
        json.WriteStartArray("policies");
        foreach (IGrouping<string, Policy> kind in model.Policies.GroupBy(policy => $"{policy.Name.KindText} ({policy.Name.ApiGroup})", StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Count(json, kind.Key, kind.Count());
        }

        json.WriteEndArray();
        WriteIncomplete(json, contents.Input);
        json.WriteEndObject();
    }

    private static void WriteIncomplete(Utf8JsonWriter json, LoadResult input)
    {
        Diagnostic[] diagnostics = [.. input.Diagnostics.OrderByDescending(diagnostic => diagnostic.Severity)];
        json.WriteNumber("diagnosticsTotal", diagnostics.Length);
        json.WriteStartArray("diagnostics");
        foreach (Diagnostic diagnostic in diagnostics.Take(MaxDiagnostics))
        {
            json.WriteStartArray();
            json.WriteStringValue(ResultWords.Of(diagnostic.Severity));
            json.WriteStringValue(diagnostic.Code);
            json.WriteStringValue(diagnostic.Span.ToString());
            json.WriteStringValue(diagnostic.Message);
            json.WriteStringValue(diagnostic.Hint);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("notTaken");
        foreach (Fault fault in input.Snapshot.Model.NotTakenIntoAccount)
        {
            json.WriteStringValue(fault.Message);
        }

        json.WriteEndArray();
        json.WriteStartArray("passedOver");
        foreach ((string kind, int count) in input.PassedOver)
        {
            Count(json, kind, count);
        }

        json.WriteEndArray();
    }

    private static void Count(Utf8JsonWriter json, string name, int count)
    {
        if (count > 0)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }
    }
}
