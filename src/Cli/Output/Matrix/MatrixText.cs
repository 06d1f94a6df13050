using System.Globalization;
using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Writes a matrix for people: a line for each connection, in columns.</summary>
internal static class MatrixText
{
    private const int MaxColumn = 60;
    private const int Gap = 2;

    public static void Write(TextPage page, IEnumerable<Connection> connections)
    {
        // There are many connections between few parties: what is kept of each is small, and names are padded once.
        (var senders, var receivers, var passings) = (new List<MatrixParty>(), new List<MatrixParty>(), new List<Passing>());
        (int from, int to) = (0, 0);
        foreach (Connection connection in connections)
        {
            senders.Add(connection.From);
            receivers.Add(connection.To);
            passings.Add(connection.Passing);
            from = Math.Max(from, connection.From.Name.Length);
            to = Math.Max(to, connection.To.Name.Length);
        }

        var sources = new Column(from);
        var destinations = new Column(to);
        for (int line = 0; line < passings.Count; line++)
        {
            Passing passing = passings[line];
            page.Write(sources.Padded(senders[line])).Write(destinations.Padded(receivers[line])).Line(ConnectionWords.Of(passing), InkOf(passing));
        }

        page.Line(string.Create(CultureInfo.InvariantCulture, $"{passings.Count} {(passings.Count == 1 ? "line" : "lines")}"), Ink.Faint);
    }

    private static Ink InkOf(Passing passing) => !passing.Unknown.IsEmpty ? Ink.Doubt : passing.Allowed.IsEmpty ? Ink.Bad : Ink.Plain;

    /// <summary>Names of one width, if they are not too long for it.</summary>
    private sealed class Column(int longest)
    {
        private readonly int _width = Math.Min(MaxColumn, longest) + Gap;
        private readonly Dictionary<MatrixParty, string> _padded = new(ReferenceEqualityComparer.Instance);

        public string Padded(MatrixParty party)
        {
            if (!_padded.TryGetValue(party, out string? padded))
            {
                // The gap stays where a name is wider than its column.
                _padded.Add(party, padded = party.Name.PadRight(Math.Max(_width, party.Name.Length + Gap)));
            }

            return padded;
        }
    }
}
