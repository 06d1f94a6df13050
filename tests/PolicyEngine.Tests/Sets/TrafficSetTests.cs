using System.Diagnostics;
using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Tests.Sets;

public class TrafficSetTests
{
    [Fact]
    public void Membership_agrees_with_the_steps_that_made_the_set() =>
        Property.Holds(SetGenerators.Recipes, recipe =>
        {
            TrafficSet set = recipe.ToSet();
            foreach (TrafficPoint point in SetGenerators.SamplePoints)
            {
                Assert.True(recipe.Holds(point) == set.Contains(point), $"{point} in {set}");
            }
        });

    [Fact]
    public void Sets_with_the_same_members_are_equal_and_no_others() =>
        Property.Holds(SetGenerators.Pairs(SetGenerators.Recipes), pair =>
        {
            TrafficSet first = pair.First.ToSet();
            TrafficSet second = pair.Second.ToSet();
            bool sameMembers = SetGenerators.SamplePoints.All(point => pair.First.Holds(point) == pair.Second.Holds(point));
            Assert.Equal(sameMembers, first == second);
            Assert.Equal(SetGenerators.SamplePoints.All(point => !pair.First.Holds(point) || pair.Second.Holds(point)), first.IsSubsetOf(second));
            Assert.Equal(SetGenerators.SamplePoints.Any(point => pair.First.Holds(point) && pair.Second.Holds(point)), first.Overlaps(second));
            AssertSame(first, first.Intersect(second).Union(first.Subtract(second)));
        });

    [Fact]
    public void The_algebra_keeps_its_laws() =>
        Property.Holds(SetGenerators.Triples(SetGenerators.Traffic), triple =>
        {
            (TrafficSet a, TrafficSet b, TrafficSet c) = triple;
            AssertSame(a.Union(b), b.Union(a));
            AssertSame(a.Intersect(b), b.Intersect(a));
            AssertSame(a.Union(b).Union(c), a.Union(b.Union(c)));
            AssertSame(a.Union(b).Union(c), TrafficSet.Union([a, b, c]));
            AssertSame(a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c)));
            AssertSame(a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c)));
            AssertSame(a.Union(b.Intersect(c)), a.Union(b).Intersect(a.Union(c)));
            AssertSame(a.Union(b).Complement(), a.Complement().Intersect(b.Complement()));
            AssertSame(a.Complement().Complement(), a);
            AssertSame(a.Subtract(b), a.Intersect(b.Complement()));
            AssertSame(a.Union(a.Complement()), TrafficSet.All);
            AssertSame(a.Intersect(a.Complement()), TrafficSet.Empty);
            Assert.Equal(a.Subtract(b).IsEmpty, a.IsSubsetOf(b));
            Assert.Equal(!a.Intersect(b).IsEmpty, a.Overlaps(b));
        });

    [Fact]
    public void The_lowest_point_is_a_member() =>
        Property.Holds(SetGenerators.Traffic, set => set.Lowest is { } point ? set.Contains(point) : set.IsEmpty);

    [Fact]
    public void Boxes_are_disjoint_in_order_and_make_up_the_set() =>
        Property.Holds(SetGenerators.Traffic, set =>
        {
            TrafficSet sum = TrafficSet.Empty;
            (byte, ushort, ushort)? last = null;
            foreach (TrafficBox box in set.Boxes)
            {
                (byte, ushort, ushort) key = (box.Protocols.Low, box.Majors.Low, box.Minors.Low);
                Assert.True(last is null || last.Value.CompareTo(key) < 0);
                last = key;
                var part = TrafficSet.Of(box);
                Assert.False(part.Overlaps(sum));
                sum = sum.Union(part);
            }

            AssertSame(set, sum);
        });

    [Fact]
    public void All_is_one_box_and_what_is_left_after_one_point_is_not_all()
    {
        TrafficBox box = Assert.Single(TrafficSet.All.Boxes);
        Assert.Equal(new Interval<byte>(0, 255), box.Protocols);
        Assert.True(box.IsWholeProtocols);

        var corner = TrafficSet.Of(TrafficPoint.Ports(Protocol.Tcp, 65535, 65535));
        Assert.False(corner.Complement().IsAll);
        Assert.Same(TrafficSet.All, corner.Complement().Union(corner));
        Assert.Same(TrafficSet.Empty, corner.Subtract(corner.Union(TrafficSet.ForProtocol(Protocol.Udp))));
    }

    [Fact]
    public void A_protocol_put_together_from_parts_is_the_whole_protocol()
    {
        var low = TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of(0, 32767));
        var high = TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of(32768, 65535));
        AssertSame(TrafficSet.ForProtocol(Protocol.Tcp), low.Union(high));
        AssertSame(TrafficSet.ForProtocol(Protocol.Icmp), TrafficSet.Icmp(Protocol.Icmp, null, null));

        IEnumerable<TrafficSet> codes = Enumerable.Range(0, 256).Select(code => TrafficSet.Icmp(Protocol.IcmpV6, null, (byte)code));
        AssertSame(TrafficSet.ForProtocol(Protocol.IcmpV6), TrafficSet.Union(codes));

        IEnumerable<TrafficSet> protocols = Enumerable.Range(0, 256).Select(number => TrafficSet.ForProtocol(new Protocol((byte)number)));
        Assert.Same(TrafficSet.All, TrafficSet.Union(protocols));
    }

    [Fact]
    public void Ports_are_refused_for_protocols_without_them()
    {
        Assert.Throws<ArgumentException>(() => TrafficSet.Ports(Protocol.UdpLite, IntervalSet<ushort>.Full));
        Assert.Throws<ArgumentException>(() => TrafficSet.Icmp(Protocol.Tcp, 8, null));
        Assert.Same(TrafficSet.Empty, TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Empty));
        Assert.Same(TrafficSet.Empty, TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Full, IntervalSet<ushort>.Empty));
    }

    [Fact]
    public void The_example_is_one_a_person_would_choose()
    {
        Assert.Null(TrafficSet.Empty.Lowest);
        Assert.Equal("tcp/1", TrafficSet.All.Lowest.ToString());
        Assert.Equal("udp/1", TrafficSet.ForProtocol(Protocol.Tcp).Complement().Lowest.ToString());
        Assert.Equal("tcp/0", Tcp(0).Lowest.ToString());
        Assert.Equal("tcp/443", Tcp(0).Union(Tcp(443)).Lowest.ToString());
        Assert.Equal("tcp/80 from 1024", TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of(80), IntervalSet<ushort>.Of(1024, 65535)).Lowest.ToString());
        Assert.Equal("icmp/0/0", TrafficSet.ForProtocol(Protocol.Icmp).Union(TrafficSet.ForProtocol(new Protocol(0))).Lowest.ToString());
        Assert.Equal("47", TrafficSet.ForProtocol(new Protocol(47)).Lowest.ToString());
    }

    [Fact]
    public void Descriptions_read_like_policies()
    {
        TrafficSet web = Tcp(80).Union(Tcp(443));
        Assert.Equal("none", TrafficSet.Empty.ToString());
        Assert.Equal("any", TrafficSet.All.ToString());
        Assert.Equal("TCP 80,443; UDP 53; ICMP type 8", TrafficSet.Union([web, TrafficSet.Ports(Protocol.Udp, IntervalSet<ushort>.Of(53)), TrafficSet.Icmp(Protocol.Icmp, 8, null)]).Describe());
        Assert.Equal("TCP 80 from source port 1024-65535", TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of(80), IntervalSet<ushort>.Of(1024, 65535)).Describe());
        Assert.Equal("TCP from source port 53", TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Full, IntervalSet<ushort>.Of(53)).Describe());
        Assert.Equal("ICMPv6 type 1 code 4", TrafficSet.Icmp(Protocol.IcmpV6, 1, 4).Describe());
        Assert.Equal("ICMP code 0", TrafficSet.Icmp(Protocol.Icmp, null, 0).Describe());
        Assert.Equal("TCP; UDPLite; protocol 2-3,47", TrafficSet.Union([
            TrafficSet.ForProtocol(Protocol.Tcp),
            TrafficSet.ForProtocol(Protocol.UdpLite),
            TrafficSet.ForProtocol(new Protocol(47)),
            TrafficSet.ForProtocol(new Protocol(3)),
            TrafficSet.ForProtocol(new Protocol(2))]).Describe());
        Assert.Equal("any except TCP 80,443", web.Complement().Describe());
    }

    [Fact]
    public void Equal_descriptions_mean_equal_sets() =>
        Property.Holds(SetGenerators.Pairs(SetGenerators.Traffic), pair => string.Equals(pair.First.Describe(), pair.Second.Describe(), StringComparison.Ordinal) == (pair.First == pair.Second));

    [Fact]
    public void A_union_of_very_many_single_ports_is_quick()
    {
        IEnumerable<TrafficSet> ports = Enumerable.Range(0, 32768).Select(port => Tcp((ushort)(port * 2)));
        var watch = Stopwatch.StartNew();
        TrafficSet union = TrafficSet.Union(ports);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 5000);
        Assert.Equal(32768, union.Boxes.Count());
    }

    [Fact]
    public void Lookups_and_comparisons_do_not_allocate()
    {
        TrafficSet even = TrafficSet.Union(Enumerable.Range(0, 500).Select(port => Tcp((ushort)(port * 2))));
        TrafficSet more = even.Union(TrafficSet.ForProtocol(Protocol.Udp));
        var inside = TrafficPoint.Ports(Protocol.Tcp, 400, 7);
        var outside = TrafficPoint.Ports(Protocol.Tcp, 401, 7);
        bool all = true;
        Assert.Equal(0, Allocation.Of(() =>
        {
            all &= even.Contains(inside) && !even.Contains(outside);
            all &= even.IsSubsetOf(more) && even.Overlaps(more) && even != more;
        }));
        Assert.True(all);
    }

    private static TrafficSet Tcp(ushort port) => TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of(port));

    private static void AssertSame(TrafficSet expected, TrafficSet actual)
    {
        Assert.True(expected == actual, $"{expected} is not {actual}");
        Assert.Equal(expected.GetHashCode(), actual.GetHashCode());
        Assert.Equal(expected.Boxes, actual.Boxes);
    }
}
