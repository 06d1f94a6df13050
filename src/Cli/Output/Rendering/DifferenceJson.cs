using System.Text.Json;
using PolicyEngine.Renderers;

namespace PolicyEngine.Cli.Output.Rendering;

/// <summary>Writes packets that rules treat differently than policies, for programs.</summary>
internal static class DifferenceJson
{
    public static void Write(Utf8JsonWriter json, IEnumerable<RenderDifference> differences)
    {
        json.WriteStartArray("differences");
        foreach (RenderDifference difference in differences)
        {
            json.WriteStartObject();
            json.WriteString("part", difference.Part);
            if (difference.IsPermitted is { } isPermitted)
            {
                json.WriteBoolean("permitted", isPermitted);
            }
            else
            {
                json.WriteNull("permitted");
            }

            json.WriteString("from", difference.Source.ToString());
            json.WriteString("to", difference.Destination.ToString());
            json.WriteString("traffic", difference.Traffic.ToString());
            json.WriteBoolean("reply", difference.IsReply);
            WriteUnlessEmpty(json, "in", difference.InInterface);
            WriteUnlessEmpty(json, "out", difference.OutInterface);
            WriteUnlessEmpty(json, "rule", difference.Rule);
            json.WriteStartArray("policies");
            foreach (string sentence in difference.Policies)
            {
                json.WriteStringValue(sentence);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }
}
