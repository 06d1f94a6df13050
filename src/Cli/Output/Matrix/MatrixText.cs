using System.Globalization;
using PolicyEngine.Connectivity;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Writes a matrix for people: a line for each connection, in columns.</summary>
internal static class MatrixText
{
    private const int MaxColumn = 60;
    private const int Gap = 2;

    public static void Write(TextPage page, IEnumerable<Connection> connections)
    {
        Connection[] all = [.. connections];
        int from = Width(all.Select(connection => connection.From.Name)) + Gap;
        int to = Width(all.Select(connection => connection.To.Name)) + Gap;

        // There are few names, few things that pass, and many connections.
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        var destinations = new Dictionary<string, string>(StringComparer.Ordinal);
        var words = new Dictionary<(TrafficSet Allowed, TrafficSet Throughout, TrafficSet Unknown), string>();
        foreach (Connection connection in all)
        {
            var passing = (connection.Allowed, connection.Throughout, connection.Unknown);
            if (!words.TryGetValue(passing, out string? text))
            {
                words.Add(passing, text = ConnectionWords.Of(connection));
            }

            page.Write(Padded(connection.From.Name, from, sources)).Write(Padded(connection.To.Name, to, destinations)).Line(text, InkOf(connection));
        }

        page.Line(string.Create(CultureInfo.InvariantCulture, $"{all.Length} {(all.Length == 1 ? "line" : "lines")}"), Ink.Faint);
    }

    private static string Padded(string name, int width, Dictionary<string, string> known)
    {
        if (!known.TryGetValue(name, out string? padded))
        {
            // The gap stays where a name is wider than its column.
            known.Add(name, padded = name.PadRight(Math.Max(width, name.Length + Gap)));
        }

        return padded;
    }

    private static int Width(IEnumerable<string> names) => Math.Min(MaxColumn, names.Select(name => name.Length).DefaultIfEmpty().Max());

    private static Ink InkOf(Connection connection) => !connection.Unknown.IsEmpty ? Ink.Doubt : connection.Allowed.IsEmpty ? Ink.Bad : Ink.Plain;
}
