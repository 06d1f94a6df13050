using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>Finds the decision about a point of traffic among disjoint regions that cover all traffic.</summary>
internal sealed class PointTable
{
    private readonly TrafficPartition<int> _partition;

    // By the places of the partition's values.
    private readonly Decision[] _decisions;

    public PointTable(ImmutableArray<(TrafficSet Region, Decision Decision)> segments)
    {
        var partition = new TrafficPartitionBuilder<int>(0);
        for (int index = 1; index < segments.Length; index++)
        {
            partition.Add(segments[index].Region, index);
        }

        TellsSourcePorts = segments.Any(segment => segment.Region.Boxes.Any(TellsSourcePortsIn));
        _partition = partition.Build();
        _decisions = new Decision[_partition.Values.Length];
        for (int value = 0; value < _decisions.Length; value++)
        {
            _decisions[value] = segments[_partition.Values[value]].Decision;
        }
    }

    /// <summary>Whether decisions depend on source ports.</summary>
    public bool TellsSourcePorts { get; }

    public Decision Find(TrafficPoint point) => _decisions[_partition.IndexOf(point)];

    private static bool TellsSourcePortsIn(TrafficBox box) => new Protocol(box.Protocols.Low).HasPorts && !box.Minors.IsFull;
}
