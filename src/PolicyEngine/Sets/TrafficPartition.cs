using System.Collections.Immutable;

namespace PolicyEngine.Sets;

/// <summary>
/// A value for every <see cref="TrafficPoint"/>, in a form made for lookups. Equal maps have equal forms, so equality is
/// equality of the maps. Made with <see cref="TrafficPartitionBuilder{TValue}"/>.
/// </summary>
internal sealed class TrafficPartition<TValue> : IEquatable<TrafficPartition<TValue>>
    where TValue : notnull, IEquatable<TValue>
{
    // A cell is the index of a value, or the complement of the index of a row in which to look further: first by major,
    // then by minor.
    //
    // INVARIANT: values, rows and protocol cells are distinct and numbered in the order in which a walk over protocols,
    // majors and minors meets them.
    private readonly byte[] _cellOfProtocol;
    private readonly int[] _protocolCells;
    private readonly PartitionRow[] _rows;
    private readonly TValue[] _values;

    public TrafficPartition(byte[] cellOfProtocol, int[] protocolCells, PartitionRow[] rows, TValue[] values)
    {
        _cellOfProtocol = cellOfProtocol;
        _protocolCells = protocolCells;
        _rows = rows;
        _values = values;
    }

    /// <summary>The distinct values, in the order in which a walk over protocols, majors and minors meets them.</summary>
    public ReadOnlySpan<TValue> Values => _values;

    /// <summary>Each value with its traffic, in the order of <see cref="Values"/>; together the regions are all traffic. O(n).</summary>
    public ImmutableArray<(TValue Value, TrafficSet Region)> Regions
    {
        get
        {
            int[] groups = new int[_values.Length];
            for (int i = 0; i < groups.Length; i++)
            {
                groups[i] = i;
            }

            TrafficSet[] regions = Split(groups, groups.Length);
            return [.. _values.Zip(regions)];
        }
    }

    /// <summary>The value of <paramref name="point"/>. O(log n), without allocation.</summary>
    public TValue Find(TrafficPoint point) => _values[IndexOf(point)];

    /// <summary>The place in <see cref="Values"/> of the value of <paramref name="point"/>.</summary>
    public int IndexOf(TrafficPoint point)
    {
        int cell = _protocolCells[_cellOfProtocol[point.Protocol.Number]];
        if (cell < 0)
        {
            cell = _rows[~cell].Find(point.Major);
            if (cell < 0)
            {
                cell = _rows[~cell].Find(point.Minor);
            }
        }

        return cell;
    }

    /// <summary>The traffic whose value satisfies <paramref name="predicate"/>, which is asked once for each value. O(n).</summary>
    public TrafficSet Where(Func<TValue, bool> predicate)
    {
        int[] groups = new int[_values.Length];
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = predicate(_values[i]) ? 0 : -1;
        }

        return Split(groups, 1)[0];
    }

    public bool Equals(TrafficPartition<TValue>? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && _cellOfProtocol.AsSpan().SequenceEqual(other._cellOfProtocol)
            && _protocolCells.AsSpan().SequenceEqual(other._protocolCells)
            && _rows.AsSpan().SequenceEqual(other._rows)
            && _values.AsSpan().SequenceEqual(other._values));

    public override bool Equals(object? obj) => Equals(obj as TrafficPartition<TValue>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_cellOfProtocol);
        foreach (PartitionRow row in _rows)
        {
            hash.Add(row);
        }

        foreach (TValue value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>The traffic of each group of values; <paramref name="groupOfValue"/> is -1 for values of no group.</summary>
    private TrafficSet[] Split(int[] groupOfValue, int groups)
    {
        var whole = new ProtocolMask[groups];
        var planes = new PlaneSlots[groups];
        for (int number = 0; number <= byte.MaxValue; number++)
        {
            var protocol = new Protocol((byte)number);
            int cell = _protocolCells[_cellOfProtocol[number]];
            if (cell < 0)
            {
                SplitPlane(protocol, _rows[~cell], groupOfValue, planes);
            }
            else if (groupOfValue[cell] >= 0)
            {
                whole[groupOfValue[cell]] |= ProtocolMask.Of(protocol);
            }
        }

        var sets = new TrafficSet[groups];
        for (int group = 0; group < groups; group++)
        {
            sets[group] = TrafficSet.FromPlanes(whole[group], planes[group]);
        }

        return sets;
    }

    private void SplitPlane(Protocol protocol, PartitionRow row, int[] groupOfValue, PlaneSlots[] planes)
    {
        var everyMinor = IntervalSet<ushort>.Of(0, protocol.HighestField);
        var builders = new TrafficPlaneBuilder[planes.Length];
        var minors = new Dictionary<int, List<Interval<ushort>>>();
        for (int segment = 0; segment < row.Count; segment++)
        {
            Interval<ushort> majors = row.Range(segment, protocol.HighestField);
            int cell = row.Cell(segment);
            if (cell >= 0)
            {
                if (groupOfValue[cell] >= 0)
                {
                    builders[groupOfValue[cell]].Append(majors, everyMinor);
                }

                continue;
            }

            minors.Clear();
            PartitionRow inner = _rows[~cell];
            for (int i = 0; i < inner.Count; i++)
            {
                int group = groupOfValue[inner.Cell(i)];
                if (group >= 0)
                {
                    if (!minors.TryGetValue(group, out List<Interval<ushort>>? intervals))
                    {
                        minors.Add(group, intervals = []);
                    }

                    intervals.Add(inner.Range(i, protocol.HighestField));
                }
            }

            foreach ((int group, List<Interval<ushort>> intervals) in minors)
            {
                builders[group].Append(majors, IntervalSet<ushort>.FromIntervals(intervals));
            }
        }

        int slot = PlaneSlots.Of(protocol);
        for (int group = 0; group < planes.Length; group++)
        {
            planes[group][slot] = builders[group].Build();
        }
    }
}
