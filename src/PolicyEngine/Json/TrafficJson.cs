using System.Text.Json;
using PolicyEngine.Sets;

namespace PolicyEngine.Json;

/// <summary>Writes sets of traffic as arrays of <c>{"protocol","ports"}</c>; <c>{"protocol":"any"}</c> alone is everything.</summary>
public static class TrafficJson
{
    /// <summary>Writes a set as a member of the object at hand.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="traffic">The set.</param>
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
