using System.Text.Json;
using PolicyEngine.Renderers.Drift;

namespace PolicyEngine.Cli.Output.Rendering;

/// <summary>Writes how the rules of a node differ from its policies, for programs.</summary>
internal static class DriftJson
{
    public static void Write(Utf8JsonWriter json, string node, DriftResult result)
    {
        json.WriteStartObject();
        json.WriteString("node", node);
        json.WriteBoolean("same", result.Outcome == DriftOutcome.Same);
        DifferenceJson.Write(json, result.Differences);
        json.WriteStartArray("uncompared");
        foreach (string reason in result.Uncompared)
        {
            json.WriteStringValue(reason);
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (DriftProblem problem in result.Problems)
        {
            json.WriteStartObject();
            json.WriteString("text", problem.Text);
            json.WriteNumber("line", problem.Line);
            json.WriteNumber("column", problem.Column);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
