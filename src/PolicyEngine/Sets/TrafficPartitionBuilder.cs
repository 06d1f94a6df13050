namespace PolicyEngine.Sets;

/// <summary>Collects regions that do not overlap, each with a value; all other traffic gets the default value.</summary>
internal sealed class TrafficPartitionBuilder<TValue>
    where TValue : notnull, IEquatable<TValue>
{
    // Index 0 is the default value; these indices are renumbered when the partition is built.
    private readonly List<TValue> _given = [];
    private readonly int[] _givenOfProtocol = new int[256];
    private readonly List<Piece>?[] _pieces = new List<Piece>?[PlaneSlots.Count];

    private readonly List<TValue> _values = [];
    private readonly Dictionary<TValue, int> _indexOfValue = [];
    private readonly List<PartitionRow> _rows = [];
    private readonly Dictionary<PartitionRow, int> _indexOfRow = [];
    private readonly List<int> _protocolCells = [];

    public TrafficPartitionBuilder(TValue defaultValue) => _given.Add(defaultValue);

    /// <summary>Gives the traffic of <paramref name="region"/> the value.</summary>
    public void Add(TrafficSet region, TValue value)
    {
        int given = _given.Count;
        _given.Add(value);
        for (int number = 0; number <= byte.MaxValue; number++)
        {
            if (region.WholeProtocols.Contains(new Protocol((byte)number)) && PlaneSlots.Of(new Protocol((byte)number)) == PlaneSlots.None)
            {
                _givenOfProtocol[number] = _givenOfProtocol[number] == 0 ? given : throw Overlap();
            }
        }

        for (int slot = 0; slot < PlaneSlots.Count; slot++)
        {
            foreach (TrafficSegment segment in region.Plane(slot).Segments)
            {
                (_pieces[slot] ??= []).Add(new Piece(segment, given));
            }
        }
    }

    /// <summary>The finished map; the builder must not be used afterwards. O(n log n), and more where many source-port regions share majors.</summary>
    /// <exception cref="InvalidOperationException">Two regions overlap.</exception>
    public TrafficPartition<TValue> Build()
    {
        byte[] cellOfProtocol = new byte[256];
        for (int number = 0; number <= byte.MaxValue; number++)
        {
            int slot = PlaneSlots.Of(new Protocol((byte)number));
            int cell = slot == PlaneSlots.None ? ValueCell(_givenOfProtocol[number]) : PlaneCell(_pieces[slot], PlaneSlots.Protocol(slot).HighestField);
            int index = _protocolCells.IndexOf(cell);
            if (index < 0)
            {
                index = _protocolCells.Count;
                _protocolCells.Add(cell);
            }

            cellOfProtocol[number] = (byte)index;
        }

        return new TrafficPartition<TValue>(cellOfProtocol, [.. _protocolCells], [.. _rows], [.. _values]);
    }

    private static InvalidOperationException Overlap() => new("two regions of a partition overlap");

    private int PlaneCell(List<Piece>? pieces, ushort highest)
    {
        if (pieces is null)
        {
            return ValueCell(0);
        }

        // A sweep over majors: `active` holds the pieces that cover the present position.
        pieces.Sort(static (left, right) => left.Segment.Majors.Low.CompareTo(right.Segment.Majors.Low));
        var row = new PartitionRowBuilder();
        var active = new List<Piece>();
        int next = 0;
        int position = 0;
        while (position <= highest)
        {
            for (; next < pieces.Count && pieces[next].Segment.Majors.Low == position; next++)
            {
                active.Add(pieces[next]);
            }

            row.Append((ushort)position, MinorsCell(active, highest));
            int end = next < pieces.Count ? pieces[next].Segment.Majors.Low - 1 : highest;
            foreach (Piece piece in active)
            {
                end = Math.Min(end, piece.Segment.Majors.High);
            }

            active.RemoveAll(piece => piece.Segment.Majors.High == end);
            position = end + 1;
        }

        return RowCell(row);
    }

    private int MinorsCell(List<Piece> active, ushort highest)
    {
        if (active.Count == 0)
        {
            return ValueCell(0);
        }

        if (active.Count == 1 && active[0].Segment.Minors.IsFull)
        {
            return ValueCell(active[0].Given);
        }

        var intervals = new List<(Interval<ushort> Minors, int Given)>();
        foreach (Piece piece in active)
        {
            foreach (Interval<ushort> minors in piece.Segment.Minors.Intervals)
            {
                intervals.Add((minors, piece.Given));
            }
        }

        intervals.Sort(static (left, right) => left.Minors.Low.CompareTo(right.Minors.Low));
        var row = new PartitionRowBuilder();
        int position = 0;
        foreach ((Interval<ushort> minors, int given) in intervals)
        {
            if (minors.Low < position)
            {
                throw Overlap();
            }

            if (minors.Low > position)
            {
                row.Append((ushort)position, ValueCell(0));
            }

            row.Append(minors.Low, ValueCell(given));
            position = minors.High + 1;
        }

        if (position <= highest)
        {
            row.Append((ushort)position, ValueCell(0));
        }

        return RowCell(row);
    }

    private int ValueCell(int given)
    {
        TValue value = _given[given];
        if (!_indexOfValue.TryGetValue(value, out int index))
        {
            index = _values.Count;
            _values.Add(value);
            _indexOfValue.Add(value, index);
        }

        return index;
    }

    private int RowCell(PartitionRowBuilder builder)
    {
        // A row of one value is that value. A row of one inner row stays, for that one is to be asked with the minor.
        if (builder.IsConstant(out int cell) && cell >= 0)
        {
            return cell;
        }

        PartitionRow row = builder.Build();
        if (!_indexOfRow.TryGetValue(row, out int index))
        {
            index = _rows.Count;
            _rows.Add(row);
            _indexOfRow.Add(row, index);
        }

        return ~index;
    }

    /// <summary>A segment of one region's plane and the index of the region's value.</summary>
    private readonly record struct Piece(TrafficSegment Segment, int Given);
}
