using System.Text;
using System.Text.Json;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>Lists in annotations: a JSON array of strings and nothing else. Anybody who may make a pod writes them.</summary>
internal static class AnnotationList
{
    /// <summary>The longest list that is read; a pod has two addresses and a cluster some hundred pools.</summary>
    public const int MostItems = 256;

    /// <summary>The items; null if the text is not such a list, is empty or too long.</summary>
    public static List<string>? Read(string text)
    {
        try
        {
            return Read(new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = 1 }));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The reader tells bad syntax by the first and half a character by the second.
            return null;
        }
    }

    private static List<string>? Read(Utf8JsonReader json)
    {
        List<string> items = [];
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        while (json.Read() && json.TokenType == JsonTokenType.String && items.Count < MostItems)
        {
            items.Add(json.GetString()!);
        }

        return json.TokenType == JsonTokenType.EndArray && !json.Read() && items.Count > 0 ? items : null;
    }
}
