using System.Text.Json;
using PolicyEngine.Renderers;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output.Rendering;

/// <summary>Writes rendered texts, losses and differences for programs.</summary>
internal static class RenderJson
{
    public static void Write(Utf8JsonWriter json, RenderResult result)
    {
        json.WriteStartObject();
        json.WriteStartArray("parts");
        foreach (RenderedPart part in result.Parts)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.WriteString("text", part.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("losses");
        foreach (Loss loss in result.Losses)
        {
            json.WriteStartObject();
            json.WriteString("severity", loss.Severity switch { LossSeverity.Narrowed => "narrowed", LossSeverity.Omitted => "omitted", _ => "approximated" });
            json.WriteString("reason", loss.Reason);
            json.WriteString("rule", loss.Rule);
            if (loss.Example is { } example)
            {
                WriteFlow(json, example.Source, example.Destination, example.Traffic);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        DifferenceJson.Write(json, result.Differences);
        json.WriteStartArray("unproved");
        foreach (string reason in result.Unproved)
        {
            json.WriteStringValue(reason);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFlow(Utf8JsonWriter json, string source, string destination, TrafficPoint traffic)
    {
        json.WriteString("from", source);
        json.WriteString("to", destination);
        json.WriteString("traffic", traffic.ToString());
    }
}
