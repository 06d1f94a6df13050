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
        // Of the many connections no more is kept than what their lines are made of.
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

        (from, to) = (Math.Min(from, MaxColumn) + Gap, Math.Min(to, MaxColumn) + Gap);
        for (int line = 0; line < passings.Count; line++)
        {
            Passing passing = passings[line];
            page.Column(senders[line].Name, from, Gap).Column(receivers[line].Name, to, Gap).Line(ConnectionWords.Of(passing), InkOf(passing));
        }

        page.Line(string.Create(CultureInfo.InvariantCulture, $"{passings.Count} {(passings.Count == 1 ? "line" : "lines")}"), Ink.Faint);
    }

    private static Ink InkOf(Passing passing) => !passing.Unknown.IsEmpty ? Ink.Doubt : passing.Allowed.IsEmpty ? Ink.Bad : Ink.Plain;
}
