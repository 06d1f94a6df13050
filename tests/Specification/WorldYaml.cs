using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyEngine.Specification;

/// <summary>A world as YAML documents, or as one JSON List.</summary>
public static class WorldYaml
{
    public static string Print(World world) => Print(WorldDocuments.Of(world));

    public static string Print(IEnumerable<JsonObject> documents)
    {
        var text = new StringBuilder();
        foreach (JsonObject document in documents)
        {
            text.Append("---\n");
            Block(text, document, 0);
        }

        return text.ToString();
    }

    public static string PrintJsonList(World world) => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "List",
        ["items"] = new JsonArray([.. WorldDocuments.Of(world)]),
    }.ToJsonString();

    private static void Block(StringBuilder text, JsonObject map, int indent, bool afterDash = false)
    {
        foreach ((string key, JsonNode? value) in map)
        {
            text.Append(' ', afterDash ? 0 : indent).Append(Scalar(key)).Append(':');
            afterDash = false;
            Value(text, value!, indent);
        }
    }

    private static void Value(StringBuilder text, JsonNode value, int indent)
    {
        if (IsShort(value))
        {
            text.Append(' ').Append(Flow(value)).Append('\n');
            return;
        }

        text.Append('\n');
        if (value is JsonObject map)
        {
            Block(text, map, indent + 2);
            return;
        }

        foreach (JsonNode? item in (JsonArray)value)
        {
            text.Append(' ', indent).Append("- ");
            if (IsShort(item!))
            {
                text.Append(Flow(item!)).Append('\n');
            }
            else
            {
                Block(text, (JsonObject)item!, indent + 2, afterDash: true);
            }
        }
    }

    private static bool IsShort(JsonNode node) => node switch
    {
        JsonObject map => map.All(pair => pair.Value is JsonValue),
        JsonArray list => list.All(item => item is JsonValue),
        _ => true,
    };

    private static string Flow(JsonNode node) => node switch
    {
        JsonObject map => $"{{{string.Join(", ", map.Select(pair => $"{Scalar(pair.Key)}: {Flow(pair.Value!)}"))}}}",
        JsonArray list => $"[{string.Join(", ", list.Select(item => Flow(item!)))}]",
        _ => node.GetValueKind() == JsonValueKind.String ? Scalar(node.GetValue<string>()) : node.ToJsonString(),
    };

    /// <summary>Plain where nobody could take it for anything but text.</summary>
    private static string Scalar(string text) =>
        text.Length > 1 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-')
        && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off")
            ? text
            : JsonSerializer.Serialize(text, s_plainQuotes);

    private static readonly JsonSerializerOptions s_plainQuotes = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
