using System.Text.Json;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>What passes where one half has one content and the other another.</summary>
internal sealed class PassingNumbers(DecisionTables tables, ReportSets sets)
{
    private readonly List<int> _written = [];

    // By contents. A look-up in a dictionary for each two of thousands of classes would take most of the time.
    private PassingBits[]?[] _byContents = [];

    /// <summary>What passes where these tables decide.</summary>
    public PassingBits Between(int egressTable, int ingressTable)
    {
        int egress = tables.ContentOf(egressTable);
        int ingress = tables.ContentOf(ingressTable);
        if (egress >= _byContents.Length)
        {
            Array.Resize(ref _byContents, Math.Max(egress + 1, _byContents.Length * 2));
        }

        PassingBits[] row = _byContents[egress] ??= [];
        if (ingress >= row.Length)
        {
            Array.Resize(ref row, Math.Max(ingress + 1, row.Length * 2));
            _byContents[egress] = row;
        }

        return row[ingress] != PassingBits.None ? row[ingress] : row[ingress] = Make(egress, ingress);
    }

    /// <summary>Four numbers for each: the contents, and the sets of what is allowed and of what is unknown.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("passing");
        foreach (int number in _written)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private PassingBits Make(int egress, int ingress)
    {
        (int allowedOut, int deniedOut) = tables.Content(egress);
        (int allowedIn, int deniedIn) = tables.Content(ingress);
        TrafficSet allowed = sets[allowedOut].Intersect(sets[allowedIn]);
        TrafficSet unknown = allowed.Union(sets[deniedOut]).Union(sets[deniedIn]).Complement();
        _written.AddRange([egress, ingress, sets.NumberOf(allowed), sets.NumberOf(unknown)]);
        return PassingBits.Pair
            | (allowed.IsEmpty ? PassingBits.None : PassingBits.Some)
            | (allowed.IsAll ? PassingBits.All : PassingBits.None)
            | (unknown.IsEmpty ? PassingBits.None : PassingBits.Unknown);
    }
}
