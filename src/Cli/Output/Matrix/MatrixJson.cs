using PolicyEngine.Connectivity;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Writes a matrix as an array of <c>{"from","to","allow"}</c>, an element a line, as it is worked out.</summary>
internal static class MatrixJson
{
    public static void Write(TextWriter writer, IEnumerable<Connection> connections)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var traffic = new Dictionary<(TrafficSet Allowed, TrafficSet Throughout, TrafficSet Unknown), string>();
        string before = "[\n";
        foreach (Connection connection in connections)
        {
            writer.Write(before);
            writer.Write("{\"from\":");
            writer.Write(NameOf(connection.From, names));
            writer.Write(",\"to\":");
            writer.Write(NameOf(connection.To, names));
            var passing = (connection.Allowed, connection.Throughout, connection.Unknown);
            if (!traffic.TryGetValue(passing, out string? text))
            {
                traffic.Add(passing, text = TrafficOf(connection));
            }

            writer.Write(text);
            before = ",\n";
        }

        writer.Write(before[0] == '[' ? "[]\n" : "\n]\n");
    }

    /// <summary>The name as JSON; there are few names and many connections.</summary>
    private static string NameOf(MatrixParty party, Dictionary<string, string> names)
    {
        if (!names.TryGetValue(party.Name, out string? text))
        {
            names.Add(party.Name, text = JsonText.Line(json => json.WriteStringValue(party.Name)).TrimEnd('\n'));
        }

        return text;
    }

    /// <summary>The rest of the object behind the names.</summary>
    private static string TrafficOf(Connection connection)
    {
        string whole = JsonText.Line(json =>
        {
            json.WriteStartObject();
            TrafficJson.Write(json, "allow", connection.Allowed);
            if (connection.IsPartial)
            {
                TrafficJson.Write(json, "throughout", connection.Throughout);
            }

            if (!connection.Unknown.IsEmpty)
            {
                TrafficJson.Write(json, "unknown", connection.Unknown);
            }

            json.WriteEndObject();
        });
        return $",{whole.AsSpan(1).TrimEnd('\n')}";
    }
}
