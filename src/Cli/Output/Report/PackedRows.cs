namespace PolicyEngine.Cli.Output.Report;

/// <summary>Rows of numbers, packed: runs of equal numbers are two numbers, and equal rows are written once.</summary>
internal sealed class PackedRows
{
    private readonly Dictionary<int, List<int>> _byHash = [];
    private readonly List<byte[]> _rows = [];

    /// <summary>The place of each row among those that differ.</summary>
    public List<int> RowOf { get; } = [];

    public void Add(ReadOnlySpan<int> row)
    {
        var bytes = new PackedNumbers();
        for (int start = 0; start < row.Length;)
        {
            int length = 1;
            while (start + length < row.Length && row[start + length] == row[start])
            {
                length++;
            }

            bytes.Add(row[start] + 1);
            bytes.Add(length);
            start += length;
        }

        RowOf.Add(PlaceOf(bytes.ToArray()));
    }

    /// <summary>All rows, one after the other.</summary>
    public string Pack() => PackedNumbers.Compress(_rows);

    private int PlaceOf(byte[] row)
    {
        var hash = new HashCode();
        hash.AddBytes(row);
        int code = hash.ToHashCode();
        if (!_byHash.TryGetValue(code, out List<int>? places))
        {
            _byHash.Add(code, places = []);
        }

        foreach (int place in places)
        {
            if (_rows[place].AsSpan().SequenceEqual(row))
            {
                return place;
            }
        }

        places.Add(_rows.Count);
        _rows.Add(row);
        return _rows.Count - 1;
    }
}
