using System.Globalization;
using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Writes a matrix as a Mermaid flow chart: a subgraph for each namespace.</summary>
internal static class MatrixMermaid
{
    public static void Write(TextWriter writer, ConnectivityMatrix matrix, IEnumerable<Connection> connections)
    {
        var nodes = new MatrixNodes(matrix, connections);
        writer.Write("flowchart LR\n");
        int number = 0;
        foreach (IGrouping<string, MatrixParty> group in nodes.ByNamespace)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"  subgraph s{number++}[{Quoted(group.Key)}]\n"));
            foreach (MatrixParty party in group)
            {
                writer.Write($"    {nodes.Of(party)}[{Quoted(party.Name)}]\n");
            }

            writer.Write("  end\n");
        }

        foreach (MatrixParty range in nodes.Outside)
        {
            writer.Write($"  {nodes.Of(range)}([{Quoted(range.Name)}])\n");
        }

        foreach (Connection connection in nodes.Edges)
        {
            string arrow = connection.Allowed.IsEmpty ? "-.->" : "-->";
            writer.Write($"  {nodes.Of(connection.From)} {arrow}|{Quoted(ConnectionWords.Of(connection.Passing))}| {nodes.Of(connection.To)}\n");
        }
    }

    private static string Quoted(string text) => $"\"{TextPage.Clean(text)
        .Replace("&", "#amp;", StringComparison.Ordinal)
        .Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal)}\"";
}
