using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace Kernel.Tests.Stories;

/// <summary>What a line of a story's <c>questions.jsonl</c> asks, and which files it lays over the story's policies.</summary>
internal sealed record StoryQuestion(string Id, Query Query, ImmutableArray<string> With, bool IsOfIptables)
{
    public static StoryQuestion Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        return new StoryQuestion(
            Text(root, "id")!,
            new Query
            {
                From = Text(root, "from")!,
                To = Text(root, "to")!,
                Protocol = Text(root, "protocol") is not { } name ? null : Protocol.TryParse(name, out Protocol protocol) ? protocol : throw new JsonException(name),
                Port = Text(root, "port"),
                IcmpType = root.TryGetProperty("icmpType", out JsonElement type) ? type.GetByte() : null,
                IcmpCode = root.TryGetProperty("icmpCode", out JsonElement code) ? code.GetByte() : null,
            },
            !root.TryGetProperty("with", out JsonElement with) ? []
                : with.ValueKind == JsonValueKind.Array ? [.. with.EnumerateArray().Select(file => file.GetString()!)] : [with.GetString()!],
            Text(root, "profile") is null or "calico-iptables");
    }

    private static string? Text(JsonElement root, string name) =>
        !root.TryGetProperty(name, out JsonElement value) ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
}
