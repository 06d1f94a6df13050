using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyEngine.Json;

/// <summary>
/// Writes JSON for programs and people: quotes and arrows stay readable, lines end with a line feed, and no text in it gives commands to a CI service
/// that reads the log it is printed to.
/// </summary>
public static class JsonText
{
    /// <summary>How a document on one line is written.</summary>
    public static JsonWriterOptions LineOptions { get; } = new() { NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document over several lines, with the line end after the last.</summary>
    public static string Document(Action<Utf8JsonWriter> write) => Write(write, LineOptions with { Indented = true }, "\n"u8);

    /// <summary>A document on one line, with its end.</summary>
    public static string Line(Action<Utf8JsonWriter> write) => Write(write, LineOptions, "\n"u8);

    /// <summary>A document on one line, without an end.</summary>
    public static string Text(Action<Utf8JsonWriter> write) => Write(write, LineOptions, []);

    /// <summary>Whether JSON has an escape that is one half of a pair of surrogates without the other: JSON allows it, but no text has such a character.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<char> json) => Surrogates.AnyAlone(json);

    private static string Write(Action<Utf8JsonWriter> write, JsonWriterOptions options, ReadOnlySpan<byte> end)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            write(writer);
        }

        stream.Write(end);
        return LogCommands.Break(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }
}
