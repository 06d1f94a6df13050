using System.Buffers;
using System.Text.Json;
using PolicyEngine.Compilation;

namespace PolicyEngine.Cli.Output;

/// <summary>
/// What answers say of decisions, as it was written first: answers share their decisions, of which there are few.
/// </summary>
internal sealed class KnownHalves
{
    private const int Capacity = 10_000;

    private readonly Dictionary<Decision, byte[]> _written = new(ReferenceEqualityComparer.Instance);

    /// <summary>Writes a decision as a value.</summary>
    public void Write(Utf8JsonWriter json, Decision decision)
    {
        // Endpoints have profiles of their own, and so decisions that few answers share.
        if (decision.Profile is not null)
        {
            json.WriteStartObject();
            DecisionJson.WriteHalf(json, decision);
            json.WriteEndObject();
            return;
        }

        if (!_written.TryGetValue(decision, out byte[]? text))
        {
            // Bounded: emptied when it is full.
            if (_written.Count >= Capacity)
            {
                _written.Clear();
            }

            text = TextOf(decision);
            _written.Add(decision, text);
        }

        json.WriteRawValue(text, skipInputValidation: true);
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
