using System.Globalization;
using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Writes a matrix for people: a line for each connection, in columns.</summary>
internal static class MatrixText
{
    private const int MaxColumn = 60;

    public static void Write(TextPage page, IEnumerable<Connection> connections)
    {
        Connection[] all = [.. connections];
        int from = Width(all.Select(connection => connection.From.Name));
        int to = Width(all.Select(connection => connection.To.Name));
        foreach (Connection connection in all)
        {
            page.Write($"{connection.From.Name.PadRight(from)}  {connection.To.Name.PadRight(to)}  ").Line(ConnectionWords.Of(connection), InkOf(connection));
        }

        page.Line(string.Create(CultureInfo.InvariantCulture, $"{all.Length} {(all.Length == 1 ? "line" : "lines")}"), Ink.Faint);
    }

    private static int Width(IEnumerable<string> names) => Math.Min(MaxColumn, names.Select(name => name.Length).DefaultIfEmpty().Max());

    private static Ink InkOf(Connection connection) => !connection.Unknown.IsEmpty ? Ink.Doubt : connection.Allowed.IsEmpty ? Ink.Bad : Ink.Plain;
}
