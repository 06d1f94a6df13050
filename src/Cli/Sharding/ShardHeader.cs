using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Cli.Output.Lint;

namespace PolicyEngine.Cli.Sharding;

/// <summary>The first line of a piece: what it is a piece of.</summary>
/// <param name="Version">The version of the program.</param>
/// <param name="Command">The command.</param>
/// <param name="Options">What the command was given, but for where results go.</param>
/// <param name="Configuration">The digest of the configuration; null where there is none.</param>
/// <param name="Form">The form of the whole.</param>
/// <param name="Shard">Which piece it is.</param>
internal sealed record ShardHeader(string Version, string Command, ImmutableArray<string> Options, string? Configuration, RowForm Form, Shard Shard)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("netpol", Version);
        json.WriteString("command", Command);
        json.WriteStartArray("options");
        foreach (string option in Options)
        {
            json.WriteStringValue(option);
        }

        json.WriteEndArray();
        if (Configuration is not null)
        {
            json.WriteString("configuration", Configuration);
        }

        json.WriteString("form", Form == RowForm.Array ? "array" : "lines");
        json.WriteString("shard", Shard.ToString());
        json.WriteEndObject();
    }

    /// <summary>Reads the line; null where it is another.</summary>
    public static ShardHeader? Read(JsonElement line) =>
        TextOf(line, "netpol") is { } version
            && TextOf(line, "command") is { } command
            && line.TryGetProperty("options", out JsonElement options)
            && options.ValueKind == JsonValueKind.Array
            && options.EnumerateArray().All(option => option.ValueKind == JsonValueKind.String)
            && FormOf(TextOf(line, "form")) is { } form
            && Shard.Parse(TextOf(line, "shard") ?? "") is { } shard
            ? new ShardHeader(version, command, [.. options.EnumerateArray().Select(option => option.GetString()!)], TextOf(line, "configuration"), form, shard)
            : null;

    /// <summary>How another piece shows that it is of another run; null where it may be of this.</summary>
    public string? DifferenceFrom(ShardHeader other) =>
        Version != other.Version ? $"written by version {Version}, not {other.Version}"
        : Command != other.Command ? $"of `netpol {Command}`, not `netpol {other.Command}`"
        : !Options.SequenceEqual(other.Options, StringComparer.Ordinal) ? $"made with `{string.Join(' ', Options)}`, not `{string.Join(' ', other.Options)}`"
        : Configuration != other.Configuration ? "made with another configuration"
        : Form != other.Form ? "of another form"
        : Shard.Count != other.Shard.Count ? $"piece {Shard}, and the run has {Words.Count(other.Shard.Count, "piece")}"
        : null;

    private static string? TextOf(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static RowForm? FormOf(string? name) => name switch
    {
        "array" => RowForm.Array,
        "lines" => RowForm.Lines,
        _ => null,
    };
}
