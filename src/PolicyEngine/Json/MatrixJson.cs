using System.Globalization;
using System.Text.Json;
using PolicyEngine.Connectivity;
using PolicyEngine.Sets;

namespace PolicyEngine.Json;

/// <summary>Writes a matrix as rows of <c>{"from","to","allow"}</c>, as it is worked out. Not thread-safe.</summary>
public sealed class MatrixJson
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(TrafficSet Allowed, TrafficSet Throughout, TrafficSet Unknown), string> _traffic = [];

    /// <summary>Writes an array of the rows into a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="connections">What the rows tell.</param>
    public static void Write(Utf8JsonWriter document, IEnumerable<Connection> connections)
    {
        var json = new MatrixJson();
        document.WriteStartArray();
        foreach (Connection connection in connections)
        {
            json.WriteRow(document, connection);
        }

        document.WriteEndArray();
    }

    /// <summary>Writes a row as a value of a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="connection">What the row tells.</param>
    public void WriteRow(Utf8JsonWriter document, Connection connection)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var row = new StringWriter(CultureInfo.InvariantCulture);
        WriteRow(row, connection);
        document.WriteRawValue(row.ToString());
    }

    /// <summary>Writes a row as text.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="connection">What the row tells.</param>
    public void WriteRow(TextWriter writer, Connection connection)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write("{\"from\":");
        writer.Write(NameOf(connection.From));
        writer.Write(",\"to\":");
        writer.Write(NameOf(connection.To));
        var passing = (connection.Allowed, connection.Throughout, connection.Unknown);
        if (!_traffic.TryGetValue(passing, out string? text))
        {
            _traffic.Add(passing, text = TrafficOf(connection));
        }

        writer.Write(text);
    }

    /// <summary>The name as JSON; there are few names and many connections.</summary>
    private string NameOf(MatrixParty party)
    {
        if (!_names.TryGetValue(party.Name, out string? text))
        {
            _names.Add(party.Name, text = JsonText.Text(json => json.WriteStringValue(party.Name)));
        }

        return text;
    }

    /// <summary>The rest of the object behind the names.</summary>
    private static string TrafficOf(Connection connection)
    {
        string whole = JsonText.Text(json =>
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
        return $",{whole.AsSpan(1)}";
    }
}
