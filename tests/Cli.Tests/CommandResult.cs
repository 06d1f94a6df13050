using System.Text.Json;

namespace Cli.Tests;

/// <summary>What a command line came to.</summary>
internal sealed record CommandResult(int Status, string Output, string Error)
{
    /// <summary>Standard output as JSON.</summary>
    public JsonElement Json => Parse(Output);

    /// <summary>Standard output as JSON Lines.</summary>
    public IReadOnlyList<JsonElement> JsonLines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    private static JsonElement Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
