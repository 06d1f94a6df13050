namespace PolicyEngine.Sets;

/// <summary>A total map from 0..65535 to cells, constant between one start and the next.</summary>
internal sealed class PartitionRow : IEquatable<PartitionRow>
{
    private readonly ushort[] _starts;
    private readonly int[] _cells;

    // INVARIANT: `starts` begins with 0 and rises strictly; neighbouring cells differ.
    public PartitionRow(ushort[] starts, int[] cells)
    {
        _starts = starts;
        _cells = cells;
    }

    public int Count => _starts.Length;

    public int Cell(int index) => _cells[index];

    /// <summary>The numbers of segment <paramref name="index"/>, none above <paramref name="highest"/>.</summary>
    public Interval<ushort> Range(int index, ushort highest) =>
        new(_starts[index], index + 1 < _starts.Length ? (ushort)(_starts[index + 1] - 1) : highest);

    public int Find(ushort value)
    {
        ushort[] starts = _starts;
        int low = 0;
        int length = starts.Length;
        while (length > 1)
        {
            int half = length >>> 1;

            // The sign tells whether the start is at or below the value; a branch here would be mispredicted half the time.
            low += half & ((starts[low + half] - value - 1) >> 31);
            length -= half;
        }

        return _cells[low];
    }

    public bool Equals(PartitionRow? other) =>
        other is not null && _starts.AsSpan().SequenceEqual(other._starts) && _cells.AsSpan().SequenceEqual(other._cells);

    public override bool Equals(object? obj) => Equals(obj as PartitionRow);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (ushort start in _starts)
        {
            hash.Add(start);
        }

        foreach (int cell in _cells)
        {
            hash.Add(cell);
        }

        return hash.ToHashCode();
    }
}
