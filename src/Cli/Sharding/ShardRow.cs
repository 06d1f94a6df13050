using System.Text.Json;

namespace PolicyEngine.Cli.Sharding;

/// <summary>A row of a piece.</summary>
/// <param name="At">Its place in the whole.</param>
/// <param name="Text">The row, as it was written.</param>
internal readonly record struct ShardRow(string At, string Text)
{
    /// <summary>Reads the line; null where it is another.</summary>
    public static ShardRow? Read(JsonElement line) =>
        line.TryGetProperty("at", out JsonElement at) && at.ValueKind == JsonValueKind.String && line.TryGetProperty("row", out JsonElement row)
            ? new ShardRow(at.GetString()!, row.GetRawText())
            : null;
}
