using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Json;

/// <summary>
/// Reads the lines of a file of queries by way of one buffer. What is out of the ordinary, or wrong, is left to
/// <see cref="QueryLine.Parse(string, string)"/>, which takes its time. Not thread-safe.
/// </summary>
/// <param name="defaultNamespace">The namespace of names that give none.</param>
public sealed class QuestionReader(string defaultNamespace)
{
    private static readonly ImmutableArray<Protocol> s_tcp = [Protocol.Tcp];
    private static readonly ImmutableArray<Protocol> s_udp = [Protocol.Udp];

    private byte[] _utf8 = [];

    /// <summary>Reads a line.</summary>
    public QueryLine Read(string line) => (line.Contains('\\', StringComparison.Ordinal) ? null : ReadPlain(line)) ?? QueryLine.Parse(line, defaultNamespace);

    /// <summary>Reads a question that is the body of a request, or stands in it.</summary>
    public QueryLine Read(ReadOnlySpan<byte> utf8) =>
        !Utf8.IsValid(utf8) ? QueryLine.Fail("QUERY_MALFORMED", "the body is not UTF-8", null)
        : (utf8.Contains((byte)'\\') ? null : ReadPlain(utf8)) ?? QueryLine.Parse(Encoding.UTF8.GetString(utf8), defaultNamespace, "body");

    private QueryLine? ReadPlain(string line)
    {
        int longest = Encoding.UTF8.GetMaxByteCount(line.Length);
        if (_utf8.Length < longest)
        {
            _utf8 = new byte[longest];
        }

        // Half of a surrogate pair is nothing that UTF-8 could say.
        return Utf8.FromUtf16(line, _utf8, out _, out int length, replaceInvalidSequences: false) == OperationStatus.Done
            ? ReadPlain(_utf8.AsSpan(0, length))
            : null;
    }

    private QueryLine? ReadPlain(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        try
        {
            return ReadPlain(ref json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private QueryLine? ReadPlain(ref Utf8JsonReader json)
    {
        string? from = null;
        string? to = null;
        string? port = null;
        ImmutableArray<Protocol> protocols = default;
        string? id = null;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isPlain = json.ValueTextEquals("from"u8) ? from is null && TryText(ref json, out from)
                : json.ValueTextEquals("to"u8) ? to is null && TryText(ref json, out to)
                : json.ValueTextEquals("port"u8) ? port is null && TryPort(ref json, out port)
                : json.ValueTextEquals("protocol"u8) ? protocols.IsDefault && TryProtocol(ref json, out protocols)
                : json.ValueTextEquals("id"u8) && id is null && TryId(ref json, out id);
            if (!isPlain)
            {
                return null;
            }
        }

        return json.Read() || from is null || to is null ? null : QueryLine.Of(
            new Query { From = from, To = to, Port = port, Protocols = protocols.IsDefault ? [] : protocols, DefaultNamespace = defaultNamespace }, id);
    }

    private static bool TryText(ref Utf8JsonReader json, out string? text)
    {
        text = json.Read() && json.TokenType == JsonTokenType.String ? json.GetString() : null;
        return text is not null;
    }

    private static bool TryPort(ref Utf8JsonReader json, out string? port)
    {
        port = json.Read() && json.TokenType == JsonTokenType.Number ? Encoding.ASCII.GetString(json.ValueSpan) : null;
        return port is not null && TrafficWords.CheckPort(port) is null;
    }

    private static bool TryProtocol(ref Utf8JsonReader json, out ImmutableArray<Protocol> protocols)
    {
        protocols = !json.Read() || json.TokenType != JsonTokenType.String ? default
            : json.ValueTextEquals("TCP"u8) ? s_tcp
            : json.ValueTextEquals("UDP"u8) ? s_udp
            : default;
        return !protocols.IsDefault;
    }

    /// <summary>A number or a text that can be given back as it is written: in an object names may stand twice.</summary>
    private static bool TryId(ref Utf8JsonReader json, out string? id)
    {
        id = !json.Read() ? null
            : json.TokenType == JsonTokenType.Number ? Encoding.ASCII.GetString(json.ValueSpan)
            : json.TokenType == JsonTokenType.String && json.ValueSpan.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 ? $"\"{Encoding.ASCII.GetString(json.ValueSpan)}\""
            : null;
        return id is not null;
    }
}
