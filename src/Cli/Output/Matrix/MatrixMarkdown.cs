using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Writes a matrix as a Markdown table.</summary>
internal static class MatrixMarkdown
{
    public static void Write(TextWriter writer, IEnumerable<Connection> connections)
    {
        writer.Write("| From | To | Allowed |\n| --- | --- | --- |\n");
        foreach (Connection connection in connections)
        {
            writer.Write($"| {Cell(connection.From.Name)} | {Cell(connection.To.Name)} | {Cell(ConnectionWords.Of(connection.Passing))} |\n");
        }
    }

    private static string Cell(string text) => TextPage.Clean(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal);
}
