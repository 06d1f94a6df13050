using System.Collections.Immutable;

namespace PolicyEngine.Sets;

/// <summary>The set of (major, minor) pairs of one protocol: for each run of majors the minors that go with it.</summary>
internal sealed class TrafficPlane : IEquatable<TrafficPlane>
{
    // INVARIANT: segments are sorted by majors and disjoint, have minors, and touching ones have different minors.
    public TrafficPlane(ImmutableArray<TrafficSegment> segments) => Segments = segments;

    public static TrafficPlane Empty { get; } = new([]);

    public ImmutableArray<TrafficSegment> Segments { get; }

    public bool IsEmpty => Segments.IsEmpty;

    /// <summary>Every pair of a major of <paramref name="majors"/> and a minor of <paramref name="minors"/>.</summary>
    public static TrafficPlane Product(IntervalSet<ushort> majors, IntervalSet<ushort> minors)
    {
        var builder = new TrafficPlaneBuilder();
        foreach (Interval<ushort> interval in majors.Intervals)
        {
            builder.Append(interval, minors);
        }

        return builder.Build();
    }

    public TrafficPlane Union(TrafficPlane other)
    {
        if (other.IsEmpty || ReferenceEquals(this, other))
        {
            return this;
        }

        if (IsEmpty)
        {
            return other;
        }

        var builder = new TrafficPlaneBuilder();
        var sweep = new TrafficPlaneSweep(this, other);
        while (sweep.MoveNext())
        {
            builder.Append(sweep.Majors, sweep.Left.Union(sweep.Right));
        }

        return builder.Build();
    }

    public TrafficPlane Intersect(TrafficPlane other)
    {
        if (IsEmpty || ReferenceEquals(this, other))
        {
            return this;
        }

        if (other.IsEmpty)
        {
            return other;
        }

        (int first, int end) = Touching(other);
        (int otherFirst, int otherEnd) = other.Touching(this);
        var builder = new TrafficPlaneBuilder();
        var sweep = new TrafficPlaneSweep(Slice(first, end), other.Slice(otherFirst, otherEnd));
        while (sweep.MoveNext())
        {
            builder.Append(sweep.Majors, sweep.Left.Intersect(sweep.Right));
        }

        return builder.Build();
    }

    public TrafficPlane Subtract(TrafficPlane other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return this;
        }

        if (ReferenceEquals(this, other))
        {
            return Empty;
        }

        // Many small sets are taken from one large set in turn: what they do not touch is copied as it is. One segment
        // more on either side is walked, for what is left may be joined to it.
        (int first, int end) = Touching(other);
        (first, end) = (Math.Max(first - 1, 0), Math.Min(end + 1, Segments.Length));
        var builder = new TrafficPlaneBuilder();
        var sweep = new TrafficPlaneSweep(Slice(first, end), other);
        while (sweep.MoveNext())
        {
            builder.Append(sweep.Majors, sweep.Left.Subtract(sweep.Right));
        }

        TrafficPlane walked = builder.Build();
        return first == 0 && end == Segments.Length ? walked : new TrafficPlane([.. Segments[..first], .. walked.Segments, .. Segments[end..]]);
    }

    public bool IsSubsetOf(TrafficPlane other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        var sweep = new TrafficPlaneSweep(this, other);
        while (sweep.MoveNext())
        {
            if (!sweep.Left.IsSubsetOf(sweep.Right))
            {
                return false;
            }
        }

        return true;
    }

    public bool Overlaps(TrafficPlane other)
    {
        var sweep = new TrafficPlaneSweep(this, other);
        while (sweep.MoveNext())
        {
            if (sweep.Left.Overlaps(sweep.Right))
            {
                return true;
            }
        }

        return false;
    }

    public bool Contains(ushort major, ushort minor)
    {
        ReadOnlySpan<TrafficSegment> segments = Segments.AsSpan();
        int low = 0;
        int high = segments.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (major < segments[middle].Majors.Low)
            {
                high = middle - 1;
            }
            else if (major > segments[middle].Majors.High)
            {
                low = middle + 1;
            }
            else
            {
                return segments[middle].Minors.Contains(minor);
            }
        }

        return false;
    }

    private TrafficPlane Slice(int first, int end) =>
        first == 0 && end == Segments.Length ? this : new TrafficPlane(Segments[first..end]);

    /// <summary>The range of segments that have majors between the first and the last of <paramref name="other"/>, which is not empty.</summary>
    private (int First, int End) Touching(TrafficPlane other) => (
        FirstWhere(other.Segments[0].Majors.Low, static (segment, low) => segment.Majors.High >= low),
        FirstWhere(other.Segments[^1].Majors.High, static (segment, high) => segment.Majors.Low > high));

    /// <summary>The first segment for which a condition holds that, once it holds, holds for all that follow.</summary>
    private int FirstWhere(ushort major, Func<TrafficSegment, ushort, bool> condition)
    {
        int low = 0;
        int high = Segments.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            (low, high) = condition(Segments[middle], major) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    public bool Equals(TrafficPlane? other) =>
        ReferenceEquals(this, other) || (other is not null && Segments.AsSpan().SequenceEqual(other.Segments.AsSpan()));

    public override bool Equals(object? obj) => Equals(obj as TrafficPlane);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (TrafficSegment segment in Segments)
        {
            hash.Add(segment);
        }

        return hash.ToHashCode();
    }
}
