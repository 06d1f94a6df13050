using PolicyEngine.Cli.Sharding;
using PolicyEngine.Connectivity;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Writes a matrix row by row, whole or as a piece.</summary>
internal static class MatrixRows
{
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
}
