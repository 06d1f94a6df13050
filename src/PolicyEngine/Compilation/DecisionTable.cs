using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>All decisions of one chain about one kind of peer: every point of traffic has exactly one.</summary>
internal sealed class DecisionTable
{
    private readonly TrafficPartition<int> _partition;

    // By the places of the partition's values.
    private readonly Decision[] _decisions;
    private DecisionTable? _unlessLocal;

    public DecisionTable(ImmutableArray<(TrafficSet Region, Decision Decision)> segments)
    {
        Segments = segments;
        var partition = new TrafficPartitionBuilder<int>(0);
        for (int index = 1; index < segments.Length; index++)
        {
            partition.Add(segments[index].Region, index);
        }

        _partition = partition.Build();
        _decisions = new Decision[_partition.Values.Length];
        for (int value = 0; value < _decisions.Length; value++)
        {
            _decisions[value] = segments[_partition.Values[value]].Decision;
        }

        Allowed = Where(Outcome.Allow);
        Denied = Where(Outcome.Deny);
    }

    /// <summary>The table that decides all traffic alike.</summary>
    public static DecisionTable Always(Decision decision) => new([(TrafficSet.All, decision)]);

    /// <summary>Disjoint regions that cover all traffic, with the decision about each.</summary>
    public ImmutableArray<(TrafficSet Region, Decision Decision)> Segments { get; }

    public TrafficSet Allowed { get; }

    public TrafficSet Denied { get; }

    /// <summary>This table for a peer that may be on the endpoint's own node, which is never denied: what is denied is unknown.</summary>
    public DecisionTable WhereDeniedUnlessLocal =>
        _unlessLocal ??= Denied.IsEmpty
            ? this
            : new DecisionTable([.. Segments.Select(segment =>
                segment.Decision.Outcome == Outcome.Deny ? (segment.Region, Decisions.NodeUnknown) : segment)]);

    /// <summary>The decision where all traffic is decided alike; null elsewhere.</summary>
    public Decision? Only => _decisions.Length == 1 ? _decisions[0] : null;

    public Decision Find(TrafficPoint point) => Only ?? _decisions[_partition.IndexOf(point)];

    private TrafficSet Where(Outcome outcome) =>
        TrafficSet.Union(Segments.Where(segment => segment.Decision.Outcome == outcome).Select(segment => segment.Region));
}
