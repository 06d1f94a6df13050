using System.Text.Json;
using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Writes a matrix as an array of <c>{"from","to","allow"}</c>, an element a line, as it is worked out.</summary>
internal static class MatrixJson
{
    public static void Write(TextWriter writer, IEnumerable<Connection> connections)
    {
        string before = "[";
        foreach (Connection connection in connections)
        {
            writer.Write(before);
            writer.Write('\n');
            writer.Write(JsonText.Line(json => Write(json, connection)).AsSpan().TrimEnd('\n'));
            before = ",";
        }

        writer.Write(before == "[" ? "[]\n" : "\n]\n");
    }

    private static void Write(Utf8JsonWriter json, Connection connection)
    {
        json.WriteStartObject();
        json.WriteString("from", connection.From.Name);
        json.WriteString("to", connection.To.Name);
        TrafficJson.Write(json, "allow", connection.Allowed);
        if (connection.IsPartial)
        {
            TrafficJson.Write(json, "throughout", connection.Throughout);
        }

        if (!connection.Unknown.IsEmpty)
        {
            TrafficJson.Write(json, "unknown", connection.Unknown);
        }

        json.WriteEndObject();
    }
}
