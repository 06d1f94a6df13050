using PolicyEngine.Compilation;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>Numbers what tables allow and deny: few say different things, however many there are. Not thread-safe.</summary>
internal sealed class TableContents
{
    private readonly Dictionary<DecisionTable, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(TrafficSet Allowed, TrafficSet Denied), int> _known = [];
    private readonly List<(TrafficSet Allowed, TrafficSet Denied)> _contents = [];

    /// <summary>What tables with a number allow and deny.</summary>
    public (TrafficSet Allowed, TrafficSet Denied) this[int number] => _contents[number];

    public int NumberOf(DecisionTable table)
    {
        if (_numbers.TryGetValue(table, out int number))
        {
            return number;
        }

        if (!_known.TryGetValue((table.Allowed, table.Denied), out number))
        {
            _known.Add((table.Allowed, table.Denied), number = _contents.Count);
            _contents.Add((table.Allowed, table.Denied));
        }

        _numbers.Add(table, number);
        return number;
    }
}
