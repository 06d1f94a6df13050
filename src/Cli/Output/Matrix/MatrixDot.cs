using System.Globalization;
using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Writes a matrix as a graph in Graphviz's language: a cluster for each namespace.</summary>
internal static class MatrixDot
{
    public static void Write(TextWriter writer, ConnectivityMatrix matrix, IEnumerable<Connection> connections)
    {
        var nodes = new MatrixNodes(matrix, connections);
        writer.Write("digraph connectivity {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n");
        int cluster = 0;
        foreach (IGrouping<string, MatrixParty> group in nodes.ByNamespace)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"  subgraph cluster_{cluster++} {{\n    label={Quoted(group.Key)};\n"));
            foreach (MatrixParty party in group)
            {
                writer.Write($"    {nodes.Of(party)} [label={Quoted(party.Name)}];\n");
            }

            writer.Write("  }\n");
        }

        foreach (MatrixParty range in nodes.Outside)
        {
            writer.Write($"  {nodes.Of(range)} [label={Quoted(range.Name)}, style=dashed];\n");
        }

        foreach (Connection connection in nodes.Edges)
        {
            string style = connection.Allowed.IsEmpty ? ", style=dotted" : "";
            writer.Write($"  {nodes.Of(connection.From)} -> {nodes.Of(connection.To)} [label={Quoted(ConnectionWords.Of(connection.Passing))}{style}];\n");
        }

        writer.Write("}\n");
    }

    private static string Quoted(string text) =>
        $"\"{TextPage.Clean(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
