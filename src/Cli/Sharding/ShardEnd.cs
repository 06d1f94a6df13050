using System.Text.Json;

namespace PolicyEngine.Cli.Sharding;

/// <summary>The last line of a piece.</summary>
/// <param name="Rows">How many rows it has.</param>
/// <param name="List">The digest of the list that was split.</param>
internal sealed record ShardEnd(long Rows, string List)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("rows", Rows);
        json.WriteString("list", List);
        json.WriteEndObject();
    }

    /// <summary>Reads the line; null where it is another.</summary>
    public static ShardEnd? Read(JsonElement line) =>
        line.TryGetProperty("rows", out JsonElement rows) && rows.ValueKind == JsonValueKind.Number && rows.TryGetInt64(out long count)
            && line.TryGetProperty("list", out JsonElement list) && list.ValueKind == JsonValueKind.String
            ? new ShardEnd(count, list.GetString()!)
            : null;
}
