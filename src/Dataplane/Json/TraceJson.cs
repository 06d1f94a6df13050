using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Dataplane.Tracing;
using PolicyEngine.Dataplane.Walk;

namespace PolicyEngine.Dataplane.Json;

/// <summary>Writes the way of a packet for programs.</summary>
public static class TraceJson
{
    /// <summary>Writes an answer as an object.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="answer">The answer.</param>
    /// <exception cref="ArgumentException">There is no answer but an error.</exception>
    public static void Write(Utf8JsonWriter json, TraceAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(answer);
        PacketTrace request = answer.Request ?? throw new ArgumentException("there is no way to write, but an error", nameof(answer));
        json.WriteStartObject();
        json.WriteString("from", answer.Query.From);
        json.WriteString("to", answer.Query.To);
        Sentences(json, "notes", answer.Notes);
        Sentences(json, "assumptions", answer.Assumptions);
        json.WritePropertyName("request");
        Trace(json, request);
        if (answer.Reply is { } reply)
        {
            json.WritePropertyName("reply");
            Trace(json, reply);
        }

        json.WriteEndObject();
    }

    private static void Sentences(Utf8JsonWriter json, string name, ImmutableArray<string> sentences)
    {
        json.WriteStartArray(name);
        foreach (string sentence in sentences)
        {
            json.WriteStringValue(sentence);
        }

        json.WriteEndArray();
    }

    private static void Trace(Utf8JsonWriter json, PacketTrace trace)
    {
        json.WriteStartObject();
        json.WriteString("end", JsonNamingPolicy.CamelCase.ConvertName(trace.End.ToString()));
        json.WriteString("at", trace.Stack);
        if (trace.Reason.Length > 0)
        {
            json.WriteString("reason", trace.Reason);
        }

        if (trace.Remedy is { } remedy)
        {
            json.WriteString("remedy", remedy);
        }

        json.WritePropertyName("packet");
        PacketJson.Write(json, trace.Packet);
        json.WriteStartArray("steps");
        foreach (WalkStep step in trace.Steps)
        {
            Step(json, step);
        }

        json.WriteEndArray();
        if (trace.Answer is { } answer)
        {
            json.WritePropertyName("answer");
            Trace(json, answer);
        }

        json.WriteEndObject();
    }

    private static void Step(Utf8JsonWriter json, WalkStep step)
    {
        json.WriteStartObject();
        json.WriteString("at", step.Stack);
        json.WriteString("step", JsonNamingPolicy.CamelCase.ConvertName(step.GetType().Name[..^"Step".Length]));
        json.WriteString("text", step.Text);
        json.WritePropertyName("packet");
        PacketJson.Write(json, step.Packet);
        StepJson.Write(json, step);
        json.WriteEndObject();
    }
}
