using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Tests.Sets;

public class AddressBitsTests
{
    [Fact]
    public void Bits_are_ordered_and_combined_as_the_number() =>
        Property.Holds(SetGenerators.Pairs(SetGenerators.Addresses), pair =>
        {
            (AddressBits a, AddressBits b) = (pair.First.Value, pair.Second.Value);
            (UInt128 x, UInt128 y) = ((UInt128)a, (UInt128)b);
            return a.CompareTo(b) == x.CompareTo(y)
                && (a < b) == (x < y) && (a <= b) == (x <= y) && (a > b) == (x > y) && (a >= b) == (x >= y) && (a == b) == (x == y)
                && (a & b) == (x & y) && (a | b) == (x | y) && ~a == ~x;
        });

    [Fact]
    public void Counting_carries_between_the_halves_and_wraps_around() =>
        Property.Holds(SetGenerators.Addresses, address =>
        {
            (AddressBits next, AddressBits previous) = (address.Value, address.Value);
            next++;
            previous--;
            var number = (UInt128)address.Value;
            return next == unchecked(number + 1) && previous == unchecked(number - 1);
        });

    [Fact]
    public void Low_bits_can_be_set_and_counted_up_to_all_of_them()
    {
        for (int count = 0; count < 128; count++)
        {
            Assert.Equal<AddressBits>((UInt128.One << count) - 1, AddressBits.LowestBits(count));
            Assert.Equal(count, ((AddressBits)(UInt128.One << count)).TrailingZeros());
        }

        Assert.Equal(AddressBits.MaxValue, AddressBits.LowestBits(128));
        Assert.Equal(128, AddressBits.MinValue.TrailingZeros());
    }
}
