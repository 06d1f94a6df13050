using System.Text.Json;
using PolicyEngine.Text;

namespace PolicyEngine.Json;

/// <summary>Writes what there is to say about the input as members of the object at hand.</summary>
public static class DiagnosticJson
{
    /// <summary>Writes <c>code</c>, <c>severity</c>, the place, <c>message</c> and <c>hint</c>.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="diagnostic">What there is to say.</param>
    public static void Write(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(diagnostic);
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", ResultWords.Of(diagnostic.Severity));
        PlaceJson.Write(json, diagnostic.Span);
        json.WriteString("message", diagnostic.Message);
        json.WriteString("hint", diagnostic.Hint);
    }
}
