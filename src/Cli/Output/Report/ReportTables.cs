using System.Text.Json;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>
/// What is decided between any two classes: for each half a row of numbers of tables for each class, and for each two tables what
/// passes. Equal rows are one, and all is written once that occurs often.
/// </summary>
internal sealed class ReportTables
{
    private readonly ReportCluster _cluster;
    private readonly ReportSets _sets = new();
    private readonly DecisionTables _tables;
    private readonly PassingNumbers _passing;
    private readonly int[][] _egress;
    private readonly int[][] _ingress;

    public ReportTables(ReportCluster cluster, CancellationToken cancellation)
    {
        _cluster = cluster;
        _tables = new DecisionTables(_sets);
        _passing = new PassingNumbers(_tables, _sets);
        _egress = Read(Directions.Egress, cancellation);
        _ingress = Read(Directions.Ingress, cancellation);
    }

    public void Write(Utf8JsonWriter json, CancellationToken cancellation)
    {
        json.WriteString("counts", new NamespaceCounts(_cluster, Between).Pack(cancellation));
        WriteRows(json, "egress", _egress);
        WriteRows(json, "ingress", _ingress);
        _tables.Write(json);
        _passing.Write(json);
        _sets.Write(json);
        WriteNumbers(json, "wrapped", Enumerable.Range(1, ushort.MaxValue)
            .Where(port => _cluster.Classes.IsEncapsulated(new TrafficPoint(Protocol.Udp, (ushort)port, 0))));
    }

    /// <summary>The rows of all classes, in numbers of the tables that are written; -1 where the families differ.</summary>
    private int[][] Read(Directions direction, CancellationToken cancellation)
    {
        var rows = new int[_cluster.Classes.Classes.Length][];
        for (int self = 0; self < rows.Length; self++)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] row = rows[self] = new int[rows.Length];
            _cluster.Classes.ReadRow(self, direction, row);
            for (int other = 0; other < row.Length; other++)
            {
                row[other] = row[other] == ClassTable.NoTable ? -1 : _tables.NumberOf(row[other], _cluster.Classes.Tables, direction);
            }
        }

        return rows;
    }

    private PassingBits Between(int from, int to)
    {
        int egress = _egress[from][to];
        int ingress = _ingress[to][from];
        return egress < 0 || ingress < 0 ? PassingBits.None : _passing.Between(egress, ingress);
    }

    private static void WriteRows(Utf8JsonWriter json, string name, int[][] rows)
    {
        var packed = new PackedRows();
        foreach (int[] row in rows)
        {
            packed.Add(row);
        }

        json.WriteString(name, packed.Pack());
        WriteNumbers(json, $"{name}Rows", packed.RowOf);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
