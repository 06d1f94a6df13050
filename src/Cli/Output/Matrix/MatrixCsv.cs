using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Writes a matrix as comma-separated values (RFC 4180), with a line of headings.</summary>
internal static class MatrixCsv
{
    public static void Write(TextWriter writer, IEnumerable<Connection> connections)
    {
        Line(writer, "from", "to", "allow", "throughout", "unknown");
        foreach (Connection connection in connections)
        {
            Line(
                writer,
                connection.From.Name,
                connection.To.Name,
                connection.Allowed.Describe(),
                connection.Throughout.Describe(),
                connection.Unknown.IsEmpty ? "" : connection.Unknown.Describe());
        }
    }

    private static void Line(TextWriter writer, params ReadOnlySpan<string> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            writer.Write(index == 0 ? "" : ",");
            writer.Write(Quoted(TextPage.Clean(values[index])));
        }

        writer.Write("\r\n");
    }

    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(",\"") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
