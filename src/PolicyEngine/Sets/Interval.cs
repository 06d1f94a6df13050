using System.Globalization;
using System.Numerics;

namespace PolicyEngine.Sets;

/// <summary>The numbers from <paramref name="Low"/> to <paramref name="High"/>, both included; never empty.</summary>
/// <param name="Low">The smallest number of the interval.</param>
/// <param name="High">The largest number of the interval, not below <paramref name="Low"/>.</param>
/// <exception cref="ArgumentException"><paramref name="Low"/> is above <paramref name="High"/>.</exception>
public readonly record struct Interval<T>(T Low, T High)
    where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T>
{
    /// <summary>The smallest number of the interval.</summary>
    public T Low { get; } = Low <= High ? Low : throw new ArgumentException("an interval's low end is above its high end", nameof(Low));

    /// <summary>The largest number of the interval.</summary>
    public T High { get; } = High;

    /// <summary>Whether the interval spans the whole type.</summary>
    public bool IsFull => Low == T.MinValue && High == T.MaxValue;

    /// <summary>Whether <paramref name="value"/> lies in the interval.</summary>
    public bool Contains(T value) => Low <= value && value <= High;

    /// <summary>A single number, or both ends joined by a hyphen: <c>80</c>, <c>8000-8080</c>.</summary>
    public override string ToString() =>
        Low == High
            ? string.Create(CultureInfo.InvariantCulture, $"{Low}")
            : string.Create(CultureInfo.InvariantCulture, $"{Low}-{High}");
}
