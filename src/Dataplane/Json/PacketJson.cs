using System.Text.Json;
using PolicyEngine.Dataplane.Walk;

namespace PolicyEngine.Dataplane.Json;

/// <summary>Writes a packet and what it carries.</summary>
internal static class PacketJson
{
    public static void Write(Utf8JsonWriter json, Packet packet)
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
            Write(json, inner.Packet);
        }

        json.WriteEndObject();
    }
}
