using System.Buffers;
using System.Text;
using System.Text.Json;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Output;

/// <summary>Writes JSON objects, one after the other, each on one line, by way of one buffer.</summary>
internal sealed class JsonBuffer : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private char[] _text = [];
    private Utf8JsonWriter? _json;

    /// <summary>Where to write the object at hand.</summary>
    public Utf8JsonWriter Json => _json ??= new Utf8JsonWriter(_bytes, JsonText.LineOptions);

    /// <summary>Hands over the object at hand; the next may follow.</summary>
    public void MoveTo(TextWriter output)
    {
        Json.Flush();
        int longest = Encoding.UTF8.GetMaxCharCount(_bytes.WrittenCount);
        if (_text.Length < longest)
        {
            _text = new char[longest];
        }

        output.Write(LogCommands.Break(_text.AsSpan(0, Encoding.UTF8.GetChars(_bytes.WrittenSpan, _text))));
        _bytes.ResetWrittenCount();
        Json.Reset();
    }

    public void Dispose() => _json?.Dispose();
}
