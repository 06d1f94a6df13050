using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>All decisions of one chain about one kind of peer: every point of traffic has exactly one.</summary>
internal sealed class DecisionTable
{
    private PointTable? _points;

    public DecisionTable(ImmutableArray<(TrafficSet Region, Decision Decision)> segments)
    {
        Segments = segments;
        Allowed = Where(Outcome.Allow);
        Denied = Where(Outcome.Deny);
    }

    /// <summary>The table that decides all traffic alike.</summary>
    public static DecisionTable Always(Decision decision) => new([(TrafficSet.All, decision)]);

    /// <summary>Disjoint regions that cover all traffic, none of them empty, with the decision about each.</summary>
    public ImmutableArray<(TrafficSet Region, Decision Decision)> Segments { get; }

    public TrafficSet Allowed { get; }

    public TrafficSet Denied { get; }

    /// <summary>The decision where all traffic is decided alike; null elsewhere.</summary>
    public Decision? Only => Segments.Length == 1 ? Segments[0].Decision : null;

    /// <summary>Whether decisions depend on source ports.</summary>
    public bool TellsSourcePorts => Only is null && Points.TellsSourcePorts;

    /// <summary>The decision about a point. What finds it is made at the first call: whoever asks for whole sets does without.</summary>
    public Decision Find(TrafficPoint point) => Only ?? Points.Find(point);

    /// <summary>The table that decides as both decide together.</summary>
    public static DecisionTable Combine(Combination how, DecisionTable first, DecisionTable second)
    {
        ImmutableArray<(TrafficSet, Decision)>.Builder segments = ImmutableArray.CreateBuilder<(TrafficSet, Decision)>();
        foreach ((TrafficSet region, Decision earlier) in first.Segments)
        {
            foreach ((TrafficSet other, Decision later) in second.Segments)
            {
                TrafficSet common = region.Intersect(other);
                if (!common.IsEmpty)
                {
                    segments.Add((common, how.Of(earlier, later)));
                }
            }
        }

        return new DecisionTable(segments.ToImmutable());
    }

    /// <summary>This table as the decisions of one stage of a host endpoint.</summary>
    public DecisionTable At(HostStage stage) => new([.. Segments.Select(segment => (segment.Region, segment.Decision.At(stage)))]);

    /// <summary>The table that decides all traffic as this one decides about one port of a protocol, source ports told apart.</summary>
    public DecisionTable OfPort(Protocol protocol, ushort port)
    {
        TrafficSet there = TrafficSet.Ports(protocol, IntervalSet<ushort>.Of(port));
        ImmutableArray<(TrafficSet, Decision)>.Builder segments = ImmutableArray.CreateBuilder<(TrafficSet, Decision)>();
        TrafficSet rest = TrafficSet.All;
        foreach ((TrafficSet region, Decision decision) in Segments)
        {
            IntervalSet<ushort> sources = IntervalSet<ushort>.FromIntervals(region.Intersect(there).Boxes.Select(box => box.Minors));
            if (!sources.IsEmpty)
            {
                TrafficSet moved = TrafficSet.Ports(protocol, IntervalSet<ushort>.Full, sources);
                rest = rest.Subtract(moved);
                segments.Add((moved, decision));
            }
        }

        // Nothing of other protocols goes to the port.
        segments[0] = (segments[0].Item1.Union(rest), segments[0].Item2);
        return new DecisionTable(segments.ToImmutable());
    }

    private PointTable Points => _points ??= new PointTable(Segments);

    private TrafficSet Where(Outcome outcome) =>
        TrafficSet.Union(Segments.Where(segment => segment.Decision.Outcome == outcome).Select(segment => segment.Region));
}
