using System.Globalization;
using System.Text.Json;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Looks into JSON without complaint: what is not there or of another kind is null.</summary>
internal static class NftJson
{
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;

    /// <summary>A text, or a number or truth value as text.</summary>
    public static string? Text(this JsonElement? element) => element is not { } value
        ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.TryGetInt64(out long number) ? number.ToString(CultureInfo.InvariantCulture) : null,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };

    public static string TextOf(this JsonElement element, string name) => element.Get(name).Text() ?? "";

    /// <summary>The items of a list, or the one item that stands in its place.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? element) => element is not { } value
        ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];

    /// <summary>The only property of an object, as statements and expressions have it.</summary>
    public static (string Name, JsonElement Value)? Single(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            return (property.Name, property.Value);
        }

        return null;
    }
}
