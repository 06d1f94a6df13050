using System.Numerics;
using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Tests.Sets;

public class IntervalSetTests
{
    public static TheoryData<string> Domains => ["bytes", "ports", "wide"];

    [Fact]
    public void Operations_agree_with_a_bitmap() =>
        Property.Holds(SetGenerators.Pairs(SetGenerators.Bytes), pair =>
        {
            (IntervalSet<byte> a, IntervalSet<byte> b) = pair;
            Assert.Equal(Bitmap(a).Or(Bitmap(b)), Bitmap(a.Union(b)));
            Assert.Equal(Bitmap(a).And(Bitmap(b)), Bitmap(a.Intersect(b)));
            Assert.Equal(Bitmap(a).And(Bitmap(b).Not()), Bitmap(a.Subtract(b)));
            Assert.Equal(Bitmap(a).Not(), Bitmap(a.Complement()));
            Assert.Equal(Elements(a).All(b.Contains), a.IsSubsetOf(b));
            Assert.Equal(Elements(a).Any(b.Contains), a.Overlaps(b));
            Assert.Equal(Elements(a).Cast<byte?>().FirstOrDefault(), a.Lowest);
            Assert.Equal(Elements(a).SequenceEqual(Elements(b)), a == b);
        });

    [Fact]
    public void Contains_agrees_with_a_scan_of_the_intervals() =>
        Property.Holds(SetGenerators.Pairs(SetGenerators.Ports), pair =>
            pair.Second.Intervals.SelectMany(interval => new[] { interval.Low, interval.High })
                .All(port => pair.First.Contains(port) == pair.First.Intervals.Any(interval => interval.Contains(port))));

    [Theory]
    [MemberData(nameof(Domains))]
    public void The_algebra_keeps_its_laws(string domain)
    {
        switch (domain)
        {
            case "bytes":
                Property.Holds(SetGenerators.Triples(SetGenerators.Bytes), triple => AssertLaws(triple.First, triple.Second, triple.Third));
                break;
            case "ports":
                Property.Holds(SetGenerators.Triples(SetGenerators.Ports), triple => AssertLaws(triple.First, triple.Second, triple.Third));
                break;
            default:
                Property.Holds(SetGenerators.Triples(SetGenerators.Wide), triple => AssertLaws(triple.First, triple.Second, triple.Third));
                break;
        }
    }

    [Fact]
    public void Intervals_are_sorted_disjoint_and_do_not_touch() =>
        Property.Holds(SetGenerators.Pairs(SetGenerators.Wide), pair =>
        {
            IntervalSet<AddressBits>[] results =
                [pair.First.Union(pair.Second), pair.First.Intersect(pair.Second), pair.First.Subtract(pair.Second), pair.First.Complement()];
            return results.All(set => set.Intervals.Zip(set.Intervals.Skip(1)).All(next => (UInt128)next.First.High < (UInt128)next.Second.Low - 1));
        });

    [Fact]
    public void Any_order_and_overlap_of_intervals_gives_the_same_set() =>
        Property.Holds(SetGenerators.Pairs(SetGenerators.Ports), pair =>
        {
            Interval<ushort>[] all = [.. pair.First.Intervals, .. pair.Second.Intervals];
            var forwards = IntervalSet<ushort>.FromIntervals(all);
            var backwards = IntervalSet<ushort>.FromIntervals(all.Reverse());
            return forwards.Equals(backwards) && forwards.Equals(pair.First.Union(pair.Second));
        });

    [Fact]
    public void Touching_intervals_join_at_both_ends_of_the_type()
    {
        Assert.Same(IntervalSet<ushort>.Full, IntervalSet<ushort>.Of(0, 65534).Union(IntervalSet<ushort>.Of(65535)));
        Assert.Same(IntervalSet<AddressBits>.Full, IntervalSet<AddressBits>.Of(0).Complement().Union(IntervalSet<AddressBits>.Of(0)));
        Assert.Equal(new Interval<AddressBits>(0, UInt128.MaxValue - 1), Assert.Single(IntervalSet<AddressBits>.Of(UInt128.MaxValue).Complement().Intervals));
        Assert.Equal(new Interval<ushort>(1, 65534), Assert.Single(IntervalSet<ushort>.FromIntervals([new(0, 0), new(65535, 65535)]).Complement().Intervals));
    }

    [Fact]
    public void Signed_types_work_over_their_whole_range()
    {
        var negative = IntervalSet<int>.Of(int.MinValue, -1);
        Assert.Equal(IntervalSet<int>.Of(0, int.MaxValue), negative.Complement());
    }

    [Fact]
    public void An_interval_whose_ends_are_swapped_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Interval<ushort>(2, 1));
        Assert.Throws<ArgumentException>(() => IntervalSet<ushort>.Of(2, 1));
    }

    [Fact]
    public void Text_is_as_ports_are_written()
    {
        var ports = IntervalSet<ushort>.FromIntervals([new(8000, 8080), new(443, 443), new(80, 80)]);
        Assert.Equal("80,443,8000-8080", ports.ToString());
        Assert.Equal("none", IntervalSet<ushort>.Empty.ToString());
    }

    [Fact]
    public void Lookups_and_comparisons_do_not_allocate()
    {
        var many = IntervalSet<ushort>.FromIntervals(Enumerable.Range(0, 1000).Select(i => new Interval<ushort>((ushort)(i * 3), (ushort)(i * 3))));
        IntervalSet<ushort> more = many.Union(IntervalSet<ushort>.Of(60000));
        bool all = true;
        Assert.Equal(0, Allocation.Of(() =>
        {
            all &= many.Contains(2997) && !many.Contains(2998);
            all &= many.IsSubsetOf(more) && many.Overlaps(more) && many != more;
        }));
        Assert.True(all);
    }

    private static void AssertLaws<T>(IntervalSet<T> a, IntervalSet<T> b, IntervalSet<T> c)
        where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T>
    {
        AssertSame(a.Union(b), b.Union(a));
        AssertSame(a.Intersect(b), b.Intersect(a));
        AssertSame(a.Union(b).Union(c), a.Union(b.Union(c)));
        AssertSame(a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c)));
        AssertSame(a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c)));
        AssertSame(a.Union(b.Intersect(c)), a.Union(b).Intersect(a.Union(c)));
        AssertSame(a.Union(b).Complement(), a.Complement().Intersect(b.Complement()));
        AssertSame(a.Complement().Complement(), a);
        AssertSame(a.Subtract(b), a.Intersect(b.Complement()));
        AssertSame(a.Union(a.Complement()), IntervalSet<T>.Full);
        AssertSame(a.Intersect(a.Complement()), IntervalSet<T>.Empty);
        Assert.Equal(a.Subtract(b).IsEmpty, a.IsSubsetOf(b));
        Assert.Equal(!a.Intersect(b).IsEmpty, a.Overlaps(b));
        Assert.Equal(a.IsEmpty, a.Lowest is null);
        Assert.True(a.Lowest is not { } lowest || a.Contains(lowest));
    }

    private static void AssertSame<T>(IntervalSet<T> expected, IntervalSet<T> actual)
        where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T>
    {
        Assert.True(expected == actual, $"{expected} is not {actual}");
        Assert.Equal(expected.GetHashCode(), actual.GetHashCode());
    }

    private static System.Collections.BitArray Bitmap(IntervalSet<byte> set) =>
        new([.. Enumerable.Range(0, 256).Select(value => set.Intervals.Any(interval => interval.Low <= value && value <= interval.High))]);

    private static List<byte> Elements(IntervalSet<byte> set)
    {
        System.Collections.BitArray bitmap = Bitmap(set);
        return [.. Enumerable.Range(0, 256).Where(value => bitmap[value]).Select(value => (byte)value)];
    }
}
