using System.Globalization;
using System.Text.Json;
using PolicyEngine.Cli.Sharding;
using PolicyEngine.Connectivity;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Writes a matrix as rows of <c>{"from","to","allow"}</c>, as it is worked out.</summary>
internal sealed class MatrixJson
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<(TrafficSet Allowed, TrafficSet Throughout, TrafficSet Unknown), string> _traffic = [];

    /// <summary>Writes rows.</summary>
    /// <param name="rows">Where to.</param>
    /// <param name="connections">What they tell.</param>
    /// <param name="places">Their places, for a piece that is joined with others.</param>
    public static void Write(RowWriter rows, IEnumerable<Connection> connections, MatrixPlaces? places = null)
    {
        var json = new MatrixJson();
        foreach (Connection connection in connections)
        {
            rows.Begin(places?.Of(connection) ?? "");
            json.WriteRow(rows.Writer, connection);
            rows.Close();
        }

        rows.End();
    }

    /// <summary>Writes an array of the rows into a document.</summary>
    public static void Write(Utf8JsonWriter document, IEnumerable<Connection> connections)
    {
        var json = new MatrixJson();
        document.WriteStartArray();
        foreach (Connection connection in connections)
        {
            using var row = new StringWriter(CultureInfo.InvariantCulture);
            json.WriteRow(row, connection);
            document.WriteRawValue(row.ToString());
        }

        document.WriteEndArray();
    }

    private void WriteRow(TextWriter writer, Connection connection)
    {
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
