using System.Text.Json;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output;

/// <summary>Writes places in the input as members of the object at hand.</summary>
internal static class PlaceJson
{
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
