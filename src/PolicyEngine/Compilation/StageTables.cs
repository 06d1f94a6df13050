using System.Collections.Concurrent;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// Tables made of other tables, kept by what they are made of. Bounded: when it is full it is emptied, and tables are
/// made again as they are asked for.
/// </summary>
internal sealed class StageTables
{
    private const int Capacity = 100_000;

    private readonly ConcurrentDictionary<(Combination How, DecisionTable First, DecisionTable Second), DecisionTable> _combined = new();
    private readonly ConcurrentDictionary<(DecisionTable Table, HostStage Stage), DecisionTable> _named = new();
    private readonly ConcurrentDictionary<(DecisionTable Table, Protocol Protocol, ushort Port), DecisionTable> _ofPorts = new();
    private int _made;

    public DecisionTable Combine(Combination how, DecisionTable first, DecisionTable second)
    {
        if (_combined.TryGetValue((how, first, second), out DecisionTable? known))
        {
            return known;
        }

        MakeRoom();
        return _combined.GetOrAdd((how, first, second), DecisionTable.Combine(how, first, second));
    }

    /// <summary>The table as the decisions of one stage.</summary>
    public DecisionTable At(HostStage stage, DecisionTable table)
    {
        if (_named.TryGetValue((table, stage), out DecisionTable? known))
        {
            return known;
        }

        MakeRoom();
        return _named.GetOrAdd((table, stage), table.At(stage));
    }

    /// <summary>The table that decides all traffic of a protocol as another one decides about one port.</summary>
    public DecisionTable OfPort(Protocol protocol, ushort port, DecisionTable table)
    {
        if (table.Only is not null)
        {
            return table;
        }

        if (_ofPorts.TryGetValue((table, protocol, port), out DecisionTable? known))
        {
            return known;
        }

        MakeRoom();
        return _ofPorts.GetOrAdd((table, protocol, port), table.OfPort(protocol, port));
    }

    private void MakeRoom()
    {
        if (Interlocked.Increment(ref _made) % Capacity == 0)
        {
            _combined.Clear();
            _named.Clear();
            _ofPorts.Clear();
        }
    }
}
