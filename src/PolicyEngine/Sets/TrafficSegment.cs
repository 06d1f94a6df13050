namespace PolicyEngine.Sets;

/// <summary>A run of majors that all go with the same minors.</summary>
internal readonly record struct TrafficSegment(Interval<ushort> Majors, IntervalSet<ushort> Minors);
