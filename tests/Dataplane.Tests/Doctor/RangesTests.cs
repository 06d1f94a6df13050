using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Doctor;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Doctor;

/// <summary>Ranges are compared in order as they are one by one.</summary>
public sealed class RangesTests
{
    private static readonly Arbitrary<IpPrefix[]> s_ranges = Arb.From(
        (from family in Gen.Elements(IpFamily.V4, IpFamily.V6)
         from last in Gen.Choose(0, 15)
         from length in Gen.Choose(27, 32)
         select family == IpFamily.V4
             ? IpPrefix.Of(IpAddress.V4(0xFFFF_FFF0 + (uint)last), length)
             : IpPrefix.Of(IpAddress.V6(UInt128.MaxValue - 15 + (UInt128)last), length + 96)).ArrayOf());

    [Fact]
    public void Every_range_but_the_outermost_is_held_by_the_one_around_it() => TestKit.Property.Holds(s_ranges, ranges =>
    {
        (IpPrefix Outer, List<IpPrefix> Held)[] nests = [.. Nesting.Of(ranges, range => range)];

        Assert.All(nests, nest => Assert.All(nest.Held, held => Assert.True(nest.Outer.Covers(held))));
        Assert.Equal(ranges.Length - ranges.Distinct().Count(range => !ranges.Any(other => other != range && other.Covers(range))), nests.Sum(nest => nest.Held.Count));
    });

    [Fact]
    public void Those_within_a_range_are_found_as_one_stretch() => TestKit.Property.Holds(s_ranges, ranges =>
    {
        SortedRanges<IpPrefix> sorted = new(ranges, range => range);

        Assert.All(ranges, outer => Assert.Equal(ranges.Where(range => outer.Covers(range)).Order(PrefixOrder.Instance), sorted.Within(outer)));
    });
}
