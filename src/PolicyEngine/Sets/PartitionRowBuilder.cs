namespace PolicyEngine.Sets;

/// <summary>Takes cells in the order of their starts and joins equal neighbours.</summary>
internal sealed class PartitionRowBuilder
{
    private readonly List<ushort> _starts = [];
    private readonly List<int> _cells = [];

    public void Append(ushort start, int cell)
    {
        if (_cells.Count == 0 || _cells[^1] != cell)
        {
            _starts.Add(start);
            _cells.Add(cell);
        }
    }

    /// <summary>Whether the row has one cell for all numbers.</summary>
    public bool IsConstant(out int cell)
    {
        cell = _cells[0];
        return _cells.Count == 1;
    }

    public PartitionRow Build() => new([.. _starts], [.. _cells]);
}
