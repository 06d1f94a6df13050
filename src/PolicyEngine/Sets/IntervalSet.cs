using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace PolicyEngine.Sets;

/// <summary>
/// A set of whole numbers of one type, kept as its maximal intervals. Equal sets have equal intervals, so equality is
/// set equality. <c>n</c> and <c>m</c> below count the intervals of the two operands.
/// </summary>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "`IntervalSet<ushort>.Empty` says what it is; a second, non-generic type for the factories would not.")]
public sealed partial class IntervalSet<T> : IEquatable<IntervalSet<T>>
    where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T>
{
    private int _hash;

    // INVARIANT: `intervals` is sorted, and between two neighbours at least one number is missing.
    internal IntervalSet(ImmutableArray<Interval<T>> intervals) => Intervals = intervals;

    /// <summary>The set without elements.</summary>
    public static IntervalSet<T> Empty { get; } = new([]);

    /// <summary>The set of all numbers of the type.</summary>
    public static IntervalSet<T> Full { get; } = new([new Interval<T>(T.MinValue, T.MaxValue)]);

    /// <summary>The maximal intervals, sorted, disjoint and not touching.</summary>
    public ImmutableArray<Interval<T>> Intervals { get; }

    /// <summary>Whether the set has no element.</summary>
    public bool IsEmpty => Intervals.IsEmpty;

    /// <summary>Whether the set has every number of the type.</summary>
    public bool IsFull => Intervals.Length == 1 && Intervals[0].IsFull;

    /// <summary>The smallest element, or nothing if the set is empty.</summary>
    public T? Lowest => IsEmpty ? null : Intervals[0].Low;

    /// <summary>The set with the one element <paramref name="value"/>.</summary>
    public static IntervalSet<T> Of(T value) => Of(value, value);

    /// <summary>The numbers from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    /// <exception cref="ArgumentException"><paramref name="low"/> is above <paramref name="high"/>.</exception>
    public static IntervalSet<T> Of(T low, T high)
    {
        var interval = new Interval<T>(low, high);
        return interval.IsFull ? Full : new IntervalSet<T>([interval]);
    }

    /// <summary>The numbers that lie in any of <paramref name="intervals"/>, which may overlap and come in any order. O(n log n).</summary>
    public static IntervalSet<T> FromIntervals(IEnumerable<Interval<T>> intervals)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        Interval<T>[] sorted = [.. intervals];
        Array.Sort(sorted, static (left, right) => left.Low.CompareTo(right.Low));
        var builder = new IntervalSetBuilder<T>(sorted.Length);
        foreach (Interval<T> interval in sorted)
        {
            builder.Append(interval.Low, interval.High);
        }

        return builder.Build();
    }

    /// <summary>Whether both hold the same elements.</summary>
    public static bool operator ==(IntervalSet<T>? left, IntervalSet<T>? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether an element is in one of the two only.</summary>
    public static bool operator !=(IntervalSet<T>? left, IntervalSet<T>? right) => !(left == right);

    /// <summary>Whether both sets hold the same elements. O(n).</summary>
    public bool Equals([NotNullWhen(true)] IntervalSet<T>? other) =>
        ReferenceEquals(this, other) || (other is not null && Intervals.AsSpan().SequenceEqual(other.Intervals.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as IntervalSet<T>);

    /// <summary>A hash of the elements, computed once. O(n) at first, then O(1).</summary>
    public override int GetHashCode()
    {
        // Two threads may both compute it; they compute the same number.
        if (_hash == 0)
        {
            var hash = new HashCode();
            foreach (Interval<T> interval in Intervals)
            {
                hash.Add(interval.Low);
                hash.Add(interval.High);
            }

            int code = hash.ToHashCode();
            _hash = code == 0 ? 1 : code;
        }

        return _hash;
    }

    /// <summary>The intervals joined by commas, as ports are written: <c>80,443,8000-8080</c>; <c>none</c> for the empty set.</summary>
    public override string ToString() => IsEmpty ? "none" : string.Join(',', Intervals);
}
