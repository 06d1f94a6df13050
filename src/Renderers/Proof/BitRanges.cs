using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Proof;

/// <summary>Makes sets of packets of which a number lies in ranges.</summary>
/// <param name="diagrams">The store.</param>
/// <param name="first">The bit of the packet that is the number's highest.</param>
/// <param name="width">The number of bits.</param>
internal readonly struct BitRanges(Diagrams diagrams, int first, int width)
{
    private readonly Diagrams _diagrams = diagrams;
    private readonly int _first = first;
    private readonly int _width = width;

    /// <param name="ranges">The ranges in order, none touching another.</param>
    public Diagram Of(ReadOnlySpan<(UInt128 Low, UInt128 High)> ranges) => Within(ranges, 0, _width);

    public Diagram Of(UInt128 value) => Of([(value, value)]);

    public Diagram Of(IntervalSet<byte> set) => Of([.. set.Intervals.Select(interval => ((UInt128)interval.Low, (UInt128)interval.High))]);

    public Diagram Of(IntervalSet<ushort> set) => Of([.. set.Intervals.Select(interval => ((UInt128)interval.Low, (UInt128)interval.High))]);

    /// <summary>The number in a packet whose bits in the list are set.</summary>
    public UInt128 Read(HashSet<int> bits)
    {
        UInt128 value = 0;
        for (int bit = 0; bit < _width; bit++)
        {
            value = (value << 1) | (bits.Contains(_first + bit) ? UInt128.One : UInt128.Zero);
        }

        return value;
    }

    // The numbers from `start` whose last `open` bits are free.
    private Diagram Within(ReadOnlySpan<(UInt128 Low, UInt128 High)> ranges, UInt128 start, int open)
    {
        UInt128 end = start | (open == 128 ? UInt128.MaxValue : (UInt128.One << open) - 1);
        while (!ranges.IsEmpty && ranges[0].High < start)
        {
            ranges = ranges[1..];
        }

        if (ranges.IsEmpty || ranges[0].Low > end)
        {
            return Diagram.None;
        }

        if (ranges[0].Low <= start && end <= ranges[0].High)
        {
            return Diagram.All;
        }

        Diagram clear = Within(ranges, start, open - 1);
        Diagram set = Within(ranges, start | (UInt128.One << (open - 1)), open - 1);
        return _diagrams.Choose(_first + _width - open, clear, set);
    }
}
