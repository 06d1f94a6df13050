using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Output.Tracing;

/// <summary>Writes the way of a packet for programs.</summary>
internal static class TraceJson
{
    public static void Write(Utf8JsonWriter json, Query query, ImmutableArray<string> notes, ImmutableArray<string> assumptions, PacketTrace there, PacketTrace? back)
    {
        json.WriteStartObject();
        json.WriteString("from", query.From);
        json.WriteString("to", query.To);
        Sentences(json, "notes", notes);
        Sentences(json, "assumptions", assumptions);
        json.WritePropertyName("request");
        Trace(json, there);
        if (back is not null)
        {
            json.WritePropertyName("reply");
            Trace(json, back);
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
