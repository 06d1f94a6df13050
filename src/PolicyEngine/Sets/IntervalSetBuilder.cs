using System.Numerics;
using System.Runtime.InteropServices;

namespace PolicyEngine.Sets;

/// <summary>Takes intervals in the order of their low ends and joins those that overlap or touch.</summary>
internal ref struct IntervalSetBuilder<T>(int capacity)
    where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T>
{
    private Interval<T>[] _intervals = new Interval<T>[capacity];
    private int _count;

    public void Append(T low, T high)
    {
        if (_count > 0)
        {
            Interval<T> last = _intervals[_count - 1];

            // The first test also guards the addition: past it, `last.High` is below `low` and so below the maximum.
            T next = last.High;
            if (low <= last.High || low == ++next)
            {
                if (high > last.High)
                {
                    _intervals[_count - 1] = new Interval<T>(last.Low, high);
                }

                return;
            }
        }

        if (_count == _intervals.Length)
        {
            Array.Resize(ref _intervals, Math.Max(4, _count * 2));
        }

        _intervals[_count++] = new Interval<T>(low, high);
    }

    /// <summary>The set of all that was appended; the builder must not be used afterwards.</summary>
    public IntervalSet<T> Build()
    {
        if (_count == 0)
        {
            return IntervalSet<T>.Empty;
        }

        if (_count == 1 && _intervals[0].IsFull)
        {
            return IntervalSet<T>.Full;
        }

        Array.Resize(ref _intervals, _count);
        return new IntervalSet<T>(ImmutableCollectionsMarshal.AsImmutableArray(_intervals));
    }
}
