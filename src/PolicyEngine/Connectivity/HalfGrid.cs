using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>
/// What one half allows and denies, by number, between classes of which chains and classes are all that decides. Classes with
/// one chain are one row: what is known of one of them is known of all. Not thread-safe.
/// </summary>
internal sealed class HalfGrid
{
    private readonly EvaluationGraph _graph;
    private readonly Directions _direction;
    private readonly PartyClasses _own;
    private readonly PartyClasses _others;
    private readonly Dictionary<DecisionTable, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(TrafficSet Allowed, TrafficSet Denied), int> _contents;
    private readonly List<int> _firstOfRow = [];
    private readonly int[] _rowOf;

    /// <param name="graph">Makes the tables.</param>
    /// <param name="direction">The half.</param>
    /// <param name="own">Those whose half it is.</param>
    /// <param name="others">Those on the other side.</param>
    /// <param name="contents">The numbers of what tables allow and deny, from one.</param>
    public HalfGrid(EvaluationGraph graph, Directions direction, PartyClasses own, PartyClasses others, Dictionary<(TrafficSet Allowed, TrafficSet Denied), int> contents)
    {
        (_graph, _direction, _own, _others, _contents) = (graph, direction, own, others, contents);
        var rows = new Dictionary<(int Chain, int Self), int>();
        _rowOf = new int[own.Count];
        for (int number = 0; number < _rowOf.Length; number++)
        {
            Party party = own[number][0];
            int chain = ChainOf(party);
            (int, int) key = (chain, PolicyChain.UsesSelfOf(chain) ? party.AddressClass : -1);
            if (!rows.TryGetValue(key, out _rowOf[number]))
            {
                rows.Add(key, _rowOf[number] = rows.Count);
                _firstOfRow.Add(number);
            }
        }
    }

    public int RowCount => _firstOfRow.Count;

    public int RowOf(int own) => _rowOf[own];

    /// <summary>The number of what is allowed and denied between the classes of a row and another class, of one family.</summary>
    public int NumberOf(int row, int other)
    {
        Party self = _own[_firstOfRow[row]][0];
        DecisionTable table = _graph.Table(ChainOf(self), self.AddressClass, _others[other][0].AddressClass);
        if (!_numbers.TryGetValue(table, out int number))
        {
            if (!_contents.TryGetValue((table.Allowed, table.Denied), out number))
            {
                _contents.Add((table.Allowed, table.Denied), number = _contents.Count + 1);
            }

            _numbers.Add(table, number);
        }

        return number;
    }

    private int ChainOf(in Party party) => _direction == Directions.Ingress ? party.IngressChain : party.EgressChain;
}
