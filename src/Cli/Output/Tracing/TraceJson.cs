using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Compilation;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries;
using PolicyEngine.Queries.Hooks;

namespace PolicyEngine.Cli.Output.Tracing;

/// <summary>Writes the way of a packet for programs.</summary>
internal static class TraceJson
{
    public static void Write(Utf8JsonWriter json, Query query, ImmutableArray<string> notes, PacketTrace there, PacketTrace? back)
    {
        json.WriteStartObject();
        json.WriteString("from", query.From);
        json.WriteString("to", query.To);
        json.WriteStartArray("notes");
        foreach (string note in notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WritePropertyName("request");
        Trace(json, there);
        if (back is not null)
        {
            json.WritePropertyName("reply");
            Trace(json, back);
        }

        json.WriteEndObject();
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

        json.WritePropertyName("packet");
        Packet(json, trace.Packet);
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
        Packet(json, step.Packet);
        if (step is FilteredStep { Decision: { } decision })
        {
            json.WriteStartArray("policies");
            foreach (ChainDecision chain in decision.Chains)
            {
                json.WriteStartObject();
                json.WriteString("chain", chain.Chain);
                json.WriteString("outcome", chain.Decision.Outcome.ToString().ToLowerInvariant());
                json.WriteString("reason", chain.Decision.Reason.ToText());
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Packet(Utf8JsonWriter json, Packet packet)
    {
        json.WriteStartObject();
        json.WriteString("source", packet.Source.ToString());
        json.WriteString("destination", packet.Destination.ToString());
        json.WriteString("traffic", packet.Traffic.ToString());
        json.WriteNumber("timeToLive", packet.TimeToLive);
        json.WriteNumber("length", packet.Length);
        if (packet.Inner is { } inner)
        {
            json.WriteString("encapsulation", inner.Kind.ToString().ToLowerInvariant());
            json.WritePropertyName("inner");
            Packet(json, inner.Packet);
        }

        json.WriteEndObject();
    }
}
