using System.Net;
using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Tests.Sets;

public class IpAddressTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("1::", "1::")]
    [InlineData("2001:DB8::0001", "2001:db8::1")]
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7")]
    [InlineData("0:0:3:4:5:6:7:8", "::3:4:5:6:7:8")]
    [InlineData("1:2:3:4:5:6::", "1:2:3:4:5:6::")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("64:ff9b::192.0.2.1", "64:ff9b::c000:201")]
    [InlineData("::1.2.3.4", "::102:304")]
    [InlineData("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:a01:203", "10.1.2.3")]
    public void Addresses_are_read_and_written_in_canonical_form(string text, string canonical)
    {
        Assert.True(IpAddress.TryParse(text, out IpAddress address));
        Assert.Equal(canonical, address.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData("1..3.4")]
    [InlineData("256.1.1.1")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.00")]
    [InlineData("0001.2.3.4")]
    [InlineData("+1.2.3.4")]
    [InlineData(" 1.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("0x1.2.3.4")]
    [InlineData("16909060")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1:")]
    [InlineData(":1")]
    [InlineData("::1::")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("1:2:3:4::5:6:7:8")]
    [InlineData("::12345")]
    [InlineData("::g")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("::1.2.3")]
    [InlineData("::01.2.3.4")]
    [InlineData("1.2.3.4::")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("::1 ")]
    public void Other_text_is_not_an_address(string? text) => Assert.False(IpAddress.TryParse(text, out _));

    [Fact]
    public void Parsing_what_was_written_gives_the_address_back() =>
        Property.Holds(SetGenerators.Addresses, address =>
            IpAddress.TryParse(address.ToString(), out IpAddress read)
            && (read == address || (address.Family == IpFamily.V6 && (UInt128)address.Value >> 32 == 0xffff)));

    [Fact]
    public void What_is_written_means_the_same_to_the_framework() =>
        Property.Holds(SetGenerators.Addresses, address =>
        {
            byte[] bytes = IPAddress.Parse(address.ToString()).GetAddressBytes();
            return bytes.Length * 8 == address.BitLength && bytes.Aggregate(UInt128.Zero, (value, octet) => (value << 8) | octet) == address.Value;
        });

    [Fact]
    public void Order_is_by_family_and_then_by_number() =>
        Property.Holds(SetGenerators.Pairs(SetGenerators.Addresses), pair =>
        {
            int expected = (pair.First.Family, pair.First.Value).CompareTo((pair.Second.Family, pair.Second.Value));
            Assert.Equal(Math.Sign(expected), Math.Sign(pair.First.CompareTo(pair.Second)));
            Assert.Equal(expected < 0, pair.First < pair.Second);
            Assert.Equal(expected >= 0, pair.First >= pair.Second);
            Assert.Equal(expected == 0, pair.First == pair.Second);
        });

    [Fact]
    public void Reading_comparing_and_hashing_do_not_allocate()
    {
        var other = IpAddress.V6(1);
        bool all = true;
        Assert.Equal(0, Allocation.Of(() =>
        {
            all &= IpAddress.TryParse("2001:db8::1", out IpAddress address) && IpAddress.TryParse("10.0.0.1", out _);
            all &= address != other && address.GetHashCode() == address.GetHashCode() && address > other;
        }));
        Assert.True(all);
    }
}
