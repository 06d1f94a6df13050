using System.Text.Json;
using PolicyEngine.Model;

namespace PolicyEngine.Json;

/// <summary>Writes what is known of an HTTP request as members of the object at hand.</summary>
internal static class RequestJson
{
    public static void Write(Utf8JsonWriter json, HttpRequest request)
    {
        WriteText(json, "httpMethod", request.Method);
        WriteText(json, "httpPath", request.Path);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
