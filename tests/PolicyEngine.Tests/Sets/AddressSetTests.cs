using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Tests.Sets;

public class AddressSetTests
{
    [Fact]
    public void The_algebra_keeps_its_laws() =>
        Property.Holds(SetGenerators.Triples(SetGenerators.AddressSets), triple =>
        {
            (AddressSet a, AddressSet b, AddressSet c) = triple;
            AssertSame(a.Union(b), b.Union(a));
            AssertSame(a.Union(b).Union(c), a.Union(b.Union(c)));
            AssertSame(a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c)));
            AssertSame(a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c)));
            AssertSame(a.Union(b).Complement(), a.Complement().Intersect(b.Complement()));
            AssertSame(a.Complement().Complement(), a);
            AssertSame(a.Subtract(b), a.Intersect(b.Complement()));
            AssertSame(a.Union(a.Complement()), AddressSet.All);
            AssertSame(a.Intersect(a.Complement()), AddressSet.Empty);
            Assert.Equal(a.Subtract(b).IsEmpty, a.IsSubsetOf(b));
            Assert.Equal(!a.Intersect(b).IsEmpty, a.Overlaps(b));
        });

    [Fact]
    public void Membership_agrees_with_the_prefixes() =>
        Property.Holds(SetGenerators.Pairs(SetGenerators.AddressSets), pair =>
        {
            (AddressSet set, AddressSet other) = pair;
            foreach (IpAddress address in other.Prefixes.Concat(set.Complement().Prefixes).SelectMany(prefix => new[] { prefix.First, prefix.Last }))
            {
                Assert.Equal(set.Prefixes.Any(prefix => prefix.Contains(address)), set.Contains(address));
            }

            Assert.True(set.Lowest is { } lowest ? set.Contains(lowest) : set.IsEmpty);
        });

    [Fact]
    public void Prefixes_cover_the_set_in_order_with_the_largest_blocks() =>
        Property.Holds(SetGenerators.AddressSets, set =>
        {
            List<IpPrefix> prefixes = [.. set.Prefixes];
            AssertSame(set, AddressSet.FromPrefixes(prefixes));
            AssertSame(set, AddressSet.FromPrefixes(prefixes.AsEnumerable().Reverse().Concat(prefixes)));
            foreach ((IpPrefix left, IpPrefix right) in prefixes.Zip(prefixes.Skip(1)))
            {
                Assert.True(left.Last < right.First);
            }

            // A cover is minimal if no block of it could be replaced by the block twice its size.
            Assert.All(prefixes.Where(prefix => prefix.Length > 0), prefix =>
                Assert.False(AddressSet.Of(IpPrefix.Of(prefix.First, prefix.Length - 1)).IsSubsetOf(set)));
        });

    [Fact]
    public void Ranges_are_cut_at_the_ends_of_the_address_space()
    {
        Assert.Equal("0.0.0.0/0, ::/0", string.Join(", ", AddressSet.All.Prefixes));
        Assert.Equal("255.255.255.255/32", AddressSet.FromRange(IpAddress.V4(uint.MaxValue), IpAddress.V4(uint.MaxValue)).ToString());
        Assert.Equal("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127", AddressSet.FromRange(IpAddress.V6(UInt128.MaxValue - 1), IpAddress.V6(UInt128.MaxValue)).ToString());
        Assert.Equal("10.0.0.1/32, 10.0.0.2/31, 10.0.0.4/32", AddressSet.FromRange(IpAddress.V4(0x0a00_0001), IpAddress.V4(0x0a00_0004)).ToString());
        Assert.Equal(254, AddressSet.FromRange(IpAddress.V6(1), IpAddress.V6(UInt128.MaxValue - 1)).Prefixes.Count());
        Assert.Throws<ArgumentException>(() => AddressSet.FromRange(IpAddress.V4(0), IpAddress.V6(0)));
    }

    [Fact]
    public void Families_are_kept_apart()
    {
        Assert.Same(AddressSet.All, AddressSet.AllV4.Union(AddressSet.AllV6));
        Assert.Equal(AddressSet.AllV6, AddressSet.AllV4.Complement());
        Assert.False(AddressSet.AllV4.Overlaps(AddressSet.AllV6));
        Assert.False(AddressSet.AllV4.Contains(IpAddress.V6(0)));
        Assert.Equal("any", AddressSet.All.ToString());
        Assert.Equal("none", AddressSet.Empty.ToString());
        Assert.Null(AddressSet.Empty.Lowest);
    }

    [Fact]
    public void Lookups_do_not_allocate()
    {
        AddressSet set = AddressSet.FromPrefixes(Enumerable.Range(0, 500).Select(i => IpPrefix.Of(IpAddress.V4((uint)i << 9), 24)));
        bool all = true;
        Assert.Equal(0, Allocation.Of(() =>
        {
            all &= set.Contains(IpAddress.V4(0x200)) && !set.Contains(IpAddress.V4(0x1ff)) && !set.Contains(IpAddress.V6(1));
            all &= set.IsSubsetOf(AddressSet.AllV4) && set.Overlaps(AddressSet.All);
        }));
        Assert.True(all);
    }

    private static void AssertSame(AddressSet expected, AddressSet actual)
    {
        Assert.True(expected == actual, $"{expected} is not {actual}");
        Assert.Equal(expected.GetHashCode(), actual.GetHashCode());
    }
}
