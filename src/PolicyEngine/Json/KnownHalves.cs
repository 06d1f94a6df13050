using System.Buffers;
using System.Text.Json;
using PolicyEngine.Compilation;

namespace PolicyEngine.Json;

/// <summary>
/// What answers say of decisions, as it was written first: answers share their decisions, of which there are few. Not thread-safe.
/// </summary>
public sealed class KnownHalves
{
    private const int Capacity = 16 * 1024 * 1024;

    // What an entry takes beside its text.
    private const int Overhead = 256;

    private readonly Dictionary<Decision, byte[]> _written = new(ReferenceEqualityComparer.Instance);
    private int _bytes;

    /// <summary>Writes a decision as a value.</summary>
    internal void Write(Utf8JsonWriter json, Decision decision)
    {
        if (!_written.TryGetValue(decision, out byte[]? text))
        {
            text = TextOf(decision);
            Keep(decision, text);
        }

        json.WriteRawValue(text, skipInputValidation: true);
    }

    /// <summary>Bounded: emptied when it is full.</summary>
    private void Keep(Decision decision, byte[] text)
    {
        if (text.Length > Capacity - Overhead)
        {
            return;
        }

        int bytes = text.Length + Overhead;
        if (bytes > Capacity - _bytes)
        {
            _written.Clear();
            _bytes = 0;
        }

        _written.Add(decision, text);
        _bytes += bytes;
    }

    private static byte[] TextOf(Decision decision)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, JsonText.LineOptions))
        {
            json.WriteStartObject();
            DecisionJson.WriteHalf(json, decision);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
