using System.Text.Json;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output;

/// <summary>Writes sets of traffic as arrays of <c>{"protocol","ports"}</c>; <c>{"protocol":"any"}</c> alone is everything.</summary>
internal static class TrafficJson
{
    public static void Write(Utf8JsonWriter json, string name, TrafficSet traffic)
    {
        json.WriteStartArray(name);
        foreach (TrafficEntry entry in TrafficEntry.Of(traffic))
        {
            json.WriteStartObject();
            json.WriteString("protocol", entry.Protocol);
            if (entry.Majors is not null)
            {
                json.WriteString(entry.IsIcmp ? "types" : "ports", entry.Majors);
            }

            if (entry.Minors is not null)
            {
                json.WriteString(entry.IsIcmp ? "codes" : "sourcePorts", entry.Minors);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
