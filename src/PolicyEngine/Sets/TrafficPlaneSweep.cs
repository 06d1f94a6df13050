using System.Collections.Immutable;

namespace PolicyEngine.Sets;

/// <summary>Walks two planes together, by the runs of majors on which the minors of both stay the same.</summary>
internal ref struct TrafficPlaneSweep(TrafficPlane left, TrafficPlane right)
{
    private readonly ImmutableArray<TrafficSegment> _left = left.Segments;
    private readonly ImmutableArray<TrafficSegment> _right = right.Segments;
    private int _leftIndex;
    private int _rightIndex;
    private int _position;

    public Interval<ushort> Majors { get; private set; }

    public IntervalSet<ushort> Left { get; private set; } = IntervalSet<ushort>.Empty;

    public IntervalSet<ushort> Right { get; private set; } = IntervalSet<ushort>.Empty;

    public bool MoveNext()
    {
        if (_leftIndex == _left.Length && _rightIndex == _right.Length)
        {
            return false;
        }

        Left = Look(_left, _leftIndex, _position, out ushort leftEnd);
        Right = Look(_right, _rightIndex, _position, out ushort rightEnd);
        ushort end = Math.Min(leftEnd, rightEnd);
        Majors = new Interval<ushort>((ushort)_position, end);
        _position = end + 1;
        Pass(_left, ref _leftIndex, end);
        Pass(_right, ref _rightIndex, end);
        return true;
    }

    private static IntervalSet<ushort> Look(ImmutableArray<TrafficSegment> segments, int index, int position, out ushort end)
    {
        if (index == segments.Length)
        {
            end = ushort.MaxValue;
            return IntervalSet<ushort>.Empty;
        }

        TrafficSegment segment = segments[index];
        if (segment.Majors.Low > position)
        {
            end = (ushort)(segment.Majors.Low - 1);
            return IntervalSet<ushort>.Empty;
        }

        end = segment.Majors.High;
        return segment.Minors;
    }

    private static void Pass(ImmutableArray<TrafficSegment> segments, ref int index, ushort end)
    {
        if (index < segments.Length && segments[index].Majors.High <= end)
        {
            index++;
        }
    }
}
