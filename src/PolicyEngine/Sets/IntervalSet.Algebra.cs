using System.Collections.Immutable;

namespace PolicyEngine.Sets;

public sealed partial class IntervalSet<T>
{
    /// <summary>The elements of either set. O(n + m).</summary>
    public IntervalSet<T> Union(IntervalSet<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.IsEmpty || IsFull || ReferenceEquals(this, other))
        {
            return this;
        }

        if (IsEmpty || other.IsFull)
        {
            return other;
        }

        ImmutableArray<Interval<T>> left = Intervals;
        ImmutableArray<Interval<T>> right = other.Intervals;
        var builder = new IntervalSetBuilder<T>(left.Length + right.Length);
        int i = 0;
        int j = 0;
        while (i < left.Length || j < right.Length)
        {
            bool takeLeft = j == right.Length || (i < left.Length && left[i].Low <= right[j].Low);
            Interval<T> next = takeLeft ? left[i++] : right[j++];
            builder.Append(next.Low, next.High);
        }

        return builder.Build();
    }

    /// <summary>The elements of both sets. O(n + m).</summary>
    public IntervalSet<T> Intersect(IntervalSet<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsEmpty || other.IsFull || ReferenceEquals(this, other))
        {
            return this;
        }

        if (other.IsEmpty || IsFull)
        {
            return other;
        }

        ImmutableArray<Interval<T>> left = Intervals;
        ImmutableArray<Interval<T>> right = other.Intervals;
        var builder = new IntervalSetBuilder<T>(left.Length + right.Length);
        int i = 0;
        int j = 0;
        while (i < left.Length && j < right.Length)
        {
            T low = left[i].Low > right[j].Low ? left[i].Low : right[j].Low;
            T high = left[i].High < right[j].High ? left[i].High : right[j].High;
            if (low <= high)
            {
                builder.Append(low, high);
            }

            if (left[i].High < right[j].High)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return builder.Build();
    }

    /// <summary>The elements of this set that are not in <paramref name="other"/>. O(n + m).</summary>
    public IntervalSet<T> Subtract(IntervalSet<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsEmpty || other.IsEmpty)
        {
            return this;
        }

        if (other.IsFull || ReferenceEquals(this, other))
        {
            return Empty;
        }

        ImmutableArray<Interval<T>> taken = other.Intervals;
        var builder = new IntervalSetBuilder<T>(Intervals.Length + taken.Length);
        int next = 0;
        foreach (Interval<T> interval in Intervals)
        {
            T low = interval.Low;
            bool isRestKept = true;
            while (next < taken.Length && taken[next].Low <= interval.High)
            {
                Interval<T> hole = taken[next];
                if (hole.Low > low)
                {
                    T beforeHole = hole.Low;
                    builder.Append(low, --beforeHole);
                }

                if (hole.High >= interval.High)
                {
                    // The hole may reach into the next interval too, so it stays the next one.
                    isRestKept = false;
                    break;
                }

                T afterHole = hole.High;
                afterHole++;
                low = low > afterHole ? low : afterHole;
                next++;
            }

            if (isRestKept)
            {
                builder.Append(low, interval.High);
            }
        }

        return builder.Build();
    }

    /// <summary>The numbers of the type that are not in the set. O(n).</summary>
    public IntervalSet<T> Complement() => Full.Subtract(this);

    /// <summary>Whether <paramref name="value"/> is an element. O(log n), without allocation.</summary>
    public bool Contains(T value)
    {
        ReadOnlySpan<Interval<T>> intervals = Intervals.AsSpan();
        int low = 0;
        int high = intervals.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (value < intervals[middle].Low)
            {
                high = middle - 1;
            }
            else if (value > intervals[middle].High)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether every element is in <paramref name="other"/> too. O(n + m), without allocation.</summary>
    public bool IsSubsetOf(IntervalSet<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsEmpty || other.IsFull || ReferenceEquals(this, other))
        {
            return true;
        }

        ReadOnlySpan<Interval<T>> covers = other.Intervals.AsSpan();
        int next = 0;
        foreach (Interval<T> interval in Intervals)
        {
            while (next < covers.Length && covers[next].High < interval.High)
            {
                next++;
            }

            // As the other's intervals are maximal, each of ours must lie in a single one of them.
            if (next == covers.Length || covers[next].Low > interval.Low)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the sets have an element in common. O(n + m), without allocation.</summary>
    public bool Overlaps(IntervalSet<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ReadOnlySpan<Interval<T>> left = Intervals.AsSpan();
        ReadOnlySpan<Interval<T>> right = other.Intervals.AsSpan();
        int i = 0;
        int j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (left[i].High < right[j].Low)
            {
                i++;
            }
            else if (right[j].High < left[i].Low)
            {
                j++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
