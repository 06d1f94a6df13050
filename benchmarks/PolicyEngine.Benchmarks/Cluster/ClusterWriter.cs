using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>Writes objects the way kubectl prints them.</summary>
internal static class ClusterWriter
{
    /// <summary>One <c>List</c>.</summary>
    public static byte[] Json(IEnumerable<JsonObject> objects)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", "v1");
            writer.WriteString("kind", "List");
            writer.WriteStartArray("items");
            foreach (JsonObject item in objects)
            {
                item.WriteTo(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>One document for each object.</summary>
    public static byte[] Yaml(IEnumerable<JsonObject> objects)
    {
        using var stream = new MemoryStream();
        using (var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true))
        {
            writer.NewLine = "\n";
            foreach (JsonObject item in objects)
            {
                writer.WriteLine("---");
                Write(writer, item, 0, false);
            }
        }

        return stream.ToArray();
    }

    private static void Write(StreamWriter writer, JsonNode? node, int indent, bool inline)
    {
        if (node is JsonObject { Count: > 0 } mapping)
        {
            foreach ((string key, JsonNode? value) in mapping)
            {
                writer.Write(inline ? "" : new string(' ', indent));
                inline = false;
                writer.Write(key);
                writer.Write(':');
                WriteValue(writer, value, value is JsonArray ? indent : indent + 2);
            }
        }
        else if (node is JsonArray sequence)
        {
            foreach (JsonNode? item in sequence)
            {
                writer.Write(new string(' ', indent));
                writer.Write("- ");
                Write(writer, item, indent + 2, true);
            }
        }
        else
        {
            writer.WriteLine(Scalar(node));
        }
    }

    private static void WriteValue(StreamWriter writer, JsonNode? value, int indent)
    {
        if (value is JsonObject { Count: > 0 } or JsonArray)
        {
            writer.WriteLine();
            Write(writer, value, indent, false);
        }
        else
        {
            writer.Write(' ');
            writer.WriteLine(Scalar(value));
        }
    }

    /// <summary>Strings are quoted only where they must be.</summary>
    private static string Scalar(JsonNode? node)
    {
        if (node is null or JsonObject || node.GetValueKind() != JsonValueKind.String)
        {
            return node is null ? "null" : node.ToJsonString();
        }

        string text = node.GetValue<string>();
        bool plain = char.IsAsciiLetter(text[0]) || text.Contains('/', StringComparison.Ordinal);
        return plain && !text.Contains(": ", StringComparison.Ordinal) && text[0] is not ('!' or '*' or '&') ? text : JsonSerializer.Serialize(text);
    }
}
