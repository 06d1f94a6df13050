using System.Text.Json;
using PolicyEngine.Text;

namespace PolicyEngine.Json;

/// <summary>Writes places in the input as members of the object at hand.</summary>
public static class PlaceJson
{
    /// <summary>Writes <c>file</c>, <c>line</c> and <c>column</c>, as far as they are known.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="span">The place.</param>
    public static void Write(Utf8JsonWriter json, SourceSpan span)
    {
        if (span.IsNone)
        {
            return;
        }

        json.WriteString("file", span.File);
        if (span.Line > 0)
        {
            json.WriteNumber("line", span.Line);
        }

        if (span.Column > 0)
        {
            json.WriteNumber("column", span.Column);
        }
    }
}
