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
    /// <exception cref="CommandFailedException">It is no list.</exception>
    public static IEnumerable<string> Read(Stream json, string kind, bool redact)
    {
        using JsonDocument list = Parse(json, kind);
        JsonElement items = list.RootElement.ValueKind == JsonValueKind.Object && list.RootElement.TryGetProperty("items", out JsonElement found) && found.ValueKind == JsonValueKind.Array
            ? found
            : throw new CommandFailedException($"kubectl gave no list of {kind}");
        foreach (JsonElement element in items.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object))
        {
            JsonObject item = JsonObject.Create(element)!;
            CapturedObject.Trim(item);
            if (redact)
            {
                CapturedObject.Redact(item);
            }

            yield return item.ToJsonString();
        }
    }

    private static JsonDocument Parse(Stream json, string kind)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new CommandFailedException($"kubectl gave no JSON for {kind}: {exception.Message}", exception);
        }
    }
}
