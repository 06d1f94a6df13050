using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyEngine.Cli.Capture;

/// <summary>A list that <c>kubectl</c> prints.</summary>
internal static class CapturedList
{
    /// <summary>Its objects, a line each.</summary>
    /// <param name="json">What is printed.</param>
    /// <param name="kind">What was asked for.</param>
    /// <param name="redact">Whether what does not decide about traffic is left out.</param>
    /// <exception cref="CommandFailedException">It is no list, or something in it no object.</exception>
    public static IEnumerable<string> Read(Stream json, string kind, bool redact)
    {
        using JsonDocument list = Understand(kind, () => JsonDocument.Parse(json));
        JsonElement items = Understand(kind, () => ItemsOf(list.RootElement)) ?? throw new CommandFailedException($"kubectl gave no list of {kind}");
        foreach (JsonElement element in items.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object))
        {
            yield return Understand(kind, () => LineOf(element, redact));
        }
    }

    private static JsonElement? ItemsOf(JsonElement list) =>
        list.ValueKind == JsonValueKind.Object && list.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Array ? items : null;

    private static string LineOf(JsonElement element, bool redact)
    {
        JsonObject item = JsonObject.Create(element)!;
        CapturedObject.Trim(item);
        if (redact)
        {
            CapturedObject.Redact(item);
        }

        return item.ToJsonString();
    }

    /// <summary>What is not JSON is told when it is parsed; texts that no string can hold and names that stand twice, only when they are looked at.</summary>
    private static T Understand<T>(string kind, Func<T> look)
    {
        try
        {
            return look();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new CommandFailedException($"kubectl gave no JSON for {kind}: {exception.Message}", exception);
        }
    }
}
