using System.Collections.Immutable;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Sets;

/// <summary>Generated sets, points and addresses, drawn from few numbers so that they overlap, touch and meet the ends.</summary>
public static class SetGenerators
{
    private static readonly byte[] s_protocols = [0, 1, 2, 6, 17, 58, 59, 132, 136, 255];
    private static readonly ushort[] s_fields = [0, 1, 2, 8, 80, 254, 255, 256, 443, 1024, 65534, 65535];

    private static readonly AddressBits[] s_v6Values =
    [
        0, 1, 2, 255, 256, ulong.MaxValue, (UInt128)ulong.MaxValue + 1, UInt128.MaxValue >> 1, (UInt128.MaxValue >> 1) + 1,
        new UInt128(0x2001_0db8_0000_0000, 0), new UInt128(0xfd00_0000_0000_0000, 1), UInt128.MaxValue - 1, UInt128.MaxValue,
    ];

    private static readonly uint[] s_v4Values =
        [0, 1, 2, 255, 256, 0x0a00_0000, 0x0aff_ffff, 0x0b00_0000, 0x7fff_ffff, 0x8000_0000, 0xc0a8_0001, uint.MaxValue - 1, uint.MaxValue];

    /// <summary>Every number a generated traffic set can change its mind at, so these points tell any two apart.</summary>
    public static ImmutableArray<TrafficPoint> SamplePoints { get; } = [.. AllSamplePoints()];

    public static Arbitrary<IntervalSet<byte>> Bytes { get; } = Sets(Gen.Choose(0, 255).Select(value => (byte)value));

    public static Arbitrary<IntervalSet<ushort>> Ports { get; } = Sets(Gen.OneOf(Gen.Elements(s_fields), Gen.Choose(0, 65535).Select(value => (ushort)value)));

    public static Arbitrary<IntervalSet<AddressBits>> Wide { get; } = Sets(Gen.Elements(s_v6Values));

    public static Arbitrary<TrafficPoint> Points { get; } = Gen.Elements(SamplePoints.ToArray()).ToArbitrary();

    public static Arbitrary<TrafficRecipe> Recipes { get; } = Arb.From(
        Steps().NonEmptyListOf().Select(steps => new TrafficRecipe([.. steps.Take(12)])),
        recipe => recipe.Steps.Select(step => new TrafficRecipe(recipe.Steps.Remove(step))));

    public static Arbitrary<TrafficSet> Traffic { get; } = Arb.From(
        Recipes.Generator.Select(recipe => recipe.ToSet()),
        set => set.Boxes.Select(box => set.Subtract(TrafficSet.Of(box))));

    public static Arbitrary<IpAddress> Addresses { get; } = Gen.OneOf(
        Gen.Elements(s_v4Values).Select(IpAddress.V4),
        Gen.Choose(int.MinValue, int.MaxValue).Select(value => IpAddress.V4(unchecked((uint)value))),
        Gen.Elements(s_v6Values).Select(IpAddress.V6),
        Gen.Elements<ushort>(0, 0, 0, 1, 0xdb8, 0xffff).ArrayOf(8).Select(FromGroups)).ToArbitrary();

    public static Arbitrary<IpPrefix> Prefixes { get; } =
        (from address in Addresses.Generator
         from length in Gen.Choose(0, address.BitLength)
         select IpPrefix.Of(address, length)).ToArbitrary();

    public static Arbitrary<AddressSet> AddressSets { get; } = Arb.From(
        from prefixes in Prefixes.Generator.ListOf()
        from addresses in Addresses.Generator.ListOf()
        let ranges = addresses.Zip(addresses.Skip(1)).Where(pair => pair.First.Family == pair.Second.Family)
        select ranges.Take(3).Aggregate(
            AddressSet.FromPrefixes(prefixes.Take(6)),
            (set, pair) => set.Union(AddressSet.FromRange(
                pair.First < pair.Second ? pair.First : pair.Second,
                pair.First < pair.Second ? pair.Second : pair.First))),
        set => set.Prefixes.Select(prefix => set.Subtract(AddressSet.Of(prefix))));

    public static Arbitrary<(T First, T Second)> Pairs<T>(Arbitrary<T> values) => Arb.From(
        from first in values.Generator
        from second in values.Generator
        select (first, second),
        pair => values.Shrinker(pair.first).Select(first => (first, pair.second))
            .Concat(values.Shrinker(pair.second).Select(second => (pair.first, second))));

    public static Arbitrary<(T First, T Second, T Third)> Triples<T>(Arbitrary<T> values) => Arb.From(
        from first in values.Generator
        from second in values.Generator
        from third in values.Generator
        select (first, second, third),
        triple => values.Shrinker(triple.first).Select(first => (first, triple.second, triple.third))
            .Concat(values.Shrinker(triple.second).Select(second => (triple.first, second, triple.third)))
            .Concat(values.Shrinker(triple.third).Select(third => (triple.first, triple.second, third))));

    private static Arbitrary<IntervalSet<T>> Sets<T>(Gen<T> ends)
        where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T> => Arb.From(
        Gen.Frequency(
            (1, Gen.Constant(IntervalSet<T>.Empty)),
            (1, Gen.Constant(IntervalSet<T>.Full)),
            (8, Intervals(ends).ListOf().Select(IntervalSet<T>.FromIntervals))),
        set => set.Intervals.Select(interval => IntervalSet<T>.FromIntervals(set.Intervals.Remove(interval))));

    private static Gen<Interval<T>> Intervals<T>(Gen<T> ends)
        where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T> =>
        from one in ends
        from other in Gen.OneOf(Gen.Constant(one), ends)
        select one < other ? new Interval<T>(one, other) : new Interval<T>(other, one);

    private static Gen<TrafficStep> Steps()
    {
        Gen<Interval<ushort>> fields = Gen.Frequency(
            (2, Gen.Constant(new Interval<ushort>(0, ushort.MaxValue))),
            (5, Intervals(Gen.Elements(s_fields))));
        Gen<Interval<byte>> protocols = Gen.Frequency(
            (1, Intervals(Gen.Elements(s_protocols))),
            (3, Gen.Elements<byte>(1, 6, 17, 58).Select(number => new Interval<byte>(number, number))));
        return
            from operation in Gen.Frequency(
                (5, Gen.Constant(SetOperation.Union)),
                (1, Gen.Constant(SetOperation.Intersect)),
                (2, Gen.Constant(SetOperation.Subtract)),
                (1, Gen.Constant(SetOperation.Complement)))
            from protocol in protocols
            from majors in fields
            from minors in fields
            select new TrafficStep(operation, new TrafficBox(protocol, majors, minors));
    }

    private static IEnumerable<TrafficPoint> AllSamplePoints()
    {
        ushort[] fields = [.. s_fields.Concat(s_fields.Where(field => field < ushort.MaxValue).Select(field => (ushort)(field + 1))).Distinct().Order()];
        IEnumerable<byte> numbers = s_protocols.Concat(s_protocols.Where(number => number < 255).Select(number => (byte)(number + 1))).Distinct().Order();
        foreach (byte number in numbers)
        {
            var protocol = new Protocol(number);
            ushort highest = protocol.HasPorts ? ushort.MaxValue : protocol.IsIcmp ? (ushort)255 : (ushort)0;
            foreach (ushort major in fields.Where(field => field <= highest))
            {
                foreach (ushort minor in fields.Where(field => field <= highest))
                {
                    yield return new TrafficPoint(protocol, major, minor);
                }
            }
        }
    }

    private static IpAddress FromGroups(ushort[] groups) =>
        IpAddress.V6(groups.Aggregate(UInt128.Zero, (value, group) => (value << 16) | group));
}
