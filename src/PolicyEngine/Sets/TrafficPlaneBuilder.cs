using System.Collections.Immutable;

namespace PolicyEngine.Sets;

/// <summary>Takes segments in the order of their majors, drops those without minors and joins touching equals.</summary>
internal struct TrafficPlaneBuilder
{
    private ImmutableArray<TrafficSegment>.Builder? _segments;

    public void Append(Interval<ushort> majors, IntervalSet<ushort> minors)
    {
        if (minors.IsEmpty)
        {
            return;
        }

        _segments ??= ImmutableArray.CreateBuilder<TrafficSegment>(1);
        if (_segments.Count > 0)
        {
            TrafficSegment last = _segments[^1];
            if (last.Majors.High == majors.Low - 1 && last.Minors.Equals(minors))
            {
                _segments[^1] = new TrafficSegment(new Interval<ushort>(last.Majors.Low, majors.High), minors);
                return;
            }
        }

        _segments.Add(new TrafficSegment(majors, minors));
    }

    public readonly TrafficPlane Build() => _segments is null ? TrafficPlane.Empty : new TrafficPlane(_segments.DrainToImmutable());
}
