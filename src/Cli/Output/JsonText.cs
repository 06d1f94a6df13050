using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyEngine.Cli.Output;

/// <summary>Writes JSON for programs and people: quotes and arrows stay readable, lines end with a line feed.</summary>
internal static class JsonText
{
    /// <summary>A document over several lines, with the line end after the last.</summary>
    public static string Document(Action<Utf8JsonWriter> write) => Write(write, indented: true, "\n"u8);

    /// <summary>A document on one line, with its end.</summary>
    public static string Line(Action<Utf8JsonWriter> write) => Write(write, indented: false, "\n"u8);

    /// <summary>A document on one line, without an end.</summary>
    public static string Text(Action<Utf8JsonWriter> write) => Write(write, indented: false, []);

    private static string Write(Action<Utf8JsonWriter> write, bool indented, ReadOnlySpan<byte> end)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = indented,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            write(writer);
        }

        stream.Write(end);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
