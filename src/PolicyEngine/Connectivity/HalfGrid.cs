using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>
/// What one half allows and denies, by number, between classes of which chains and classes are all that decides. Classes with
/// one chain are one row, made when it is first read; in a row, a table is made for each kind of peers that the chain's rules
/// tell apart. Not thread-safe.
/// </summary>
internal sealed class HalfGrid
{
    private const int NoRow = -1;

    // As many as are turned at once stay in a processor's first cache.
    private const int RowsAtOnce = 64;

    private readonly EvaluationGraph _graph;
    private readonly TableContents _contents;
    private readonly AddressClass?[] _others;
    private readonly int[] _placeOfOther;
    private readonly IpFamily[] _familyOf;
    private readonly ClassPartition _partition;
    private readonly int[] _rowOf;
    private readonly List<(int Chain, int Self, IpFamily Family)> _rows = [];
    private readonly int[]?[] _numbers;
    private int[][]? _columns;

    /// <param name="graph">Makes the tables.</param>
    /// <param name="direction">The half.</param>
    /// <param name="own">Those whose half it is.</param>
    /// <param name="others">Those on the other side.</param>
    /// <param name="among">The numbers of those on the other side that are asked for, in order.</param>
    /// <param name="contents">Numbers what tables allow and deny.</param>
    public HalfGrid(EvaluationGraph graph, Directions direction, PartyClasses own, PartyClasses others, int[] among, TableContents contents)
    {
        (_graph, _contents) = (graph, contents);
        _others = [.. among.Select(number => others[number][0] is { IsPlain: true } party ? party.Class : null)];
        _familyOf = [.. among.Select(number => others[number][0].Family)];
        _placeOfOther = new int[others.Count];
        for (int place = 0; place < among.Length; place++)
        {
            _placeOfOther[among[place]] = place;
        }

        _partition = new ClassPartition(_others);
        _rowOf = new int[own.Count];
        var rows = new Dictionary<(int Chain, int Self, IpFamily Family), int>();
        for (int number = 0; number < _rowOf.Length; number++)
        {
            Party party = own[number][0];
            if (!party.IsPlain)
            {
                _rowOf[number] = NoRow;
                continue;
            }

            int chain = direction == Directions.Ingress ? party.IngressChain : party.EgressChain;
            (int, int, IpFamily) key = (chain, chain >= 0 && PolicyChain.UsesSelfOf(chain) ? party.AddressClass : -1, party.Family);
            if (!rows.TryGetValue(key, out _rowOf[number]))
            {
                rows.Add(key, _rowOf[number] = rows.Count);
                _rows.Add((chain, party.AddressClass, party.Family));
            }
        }

        _numbers = new int[_rows.Count][];
    }

    /// <summary>The number of what is allowed and denied between two classes of one family.</summary>
    public int NumberOf(int own, int other) => _columns is { } columns ? columns[_placeOfOther[other]][_rowOf[own]] : RowOf(own)[_placeOfOther[other]];

    /// <summary>The numbers of what is allowed and denied between a class and each other one of its family that is asked for, in order.</summary>
    public int[] RowOf(int own) => _numbers[_rowOf[own]] ??= Make(_rowOf[own]);

    /// <summary>The numbers of what is allowed and denied between each class, by <see cref="PlaceOf"/>, and another one. All rows are made for the first.</summary>
    public int[] ColumnOf(int other) => (_columns ??= Turn())[_placeOfOther[other]];

    /// <summary>The place of a class in columns.</summary>
    public int PlaceOf(int own) => _rowOf[own];

    /// <summary>The rows as columns, which are kept in their stead: who goes along a column should find it in one piece.</summary>
    private int[][] Turn()
    {
        int[][] columns = [.. _others.Select(_ => new int[_rows.Count])];
        var turned = new int[RowsAtOnce][];
        for (int first = 0; first < _rows.Count; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, _rows.Count - first);
            for (int row = 0; row < count; row++)
            {
                turned[row] = _numbers[first + row] ?? Make(first + row);
                _numbers[first + row] = null;
            }

            for (int other = 0; other < columns.Length; other++)
            {
                Span<int> column = columns[other].AsSpan(first, count);
                for (int row = 0; row < column.Length; row++)
                {
                    column[row] = turned[row][other];
                }
            }
        }

        return columns;
    }

    private int[] Make(int row)
    {
        (int chain, int self, IpFamily family) = _rows[row];
        var numbers = new int[_others.Length];
        if (chain < 0)
        {
            // Nothing governs what is outside.
            Array.Fill(numbers, _contents.NumberOf(FixedTables.External));
            return numbers;
        }

        int[] parts = _partition.By(_graph.Chain(chain), out int count);
        var known = new int[count];
        for (int other = 0; other < numbers.Length; other++)
        {
            if (parts[other] is >= 0 and var part && _familyOf[other] == family)
            {
                // Numbers are kept one too high: a zero is not known yet.
                known[part] = known[part] != 0 ? known[part] : 1 + _contents.NumberOf(_graph.Table(chain, self, _others[other]!.Id));
                numbers[other] = known[part] - 1;
            }
        }

        return numbers;
    }
}
