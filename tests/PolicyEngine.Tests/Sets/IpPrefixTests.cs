using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Tests.Sets;

public class IpPrefixTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", false)]
    [InlineData("10.1.2.3/8", "10.0.0.0/8", true)]
    [InlineData("10.1.2.3", "10.1.2.3/32", false)]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", false)]
    [InlineData("1.0.0.0/0", "0.0.0.0/0", true)]
    [InlineData("10.0.0.0/08", "10.0.0.0/8", false)]
    [InlineData("::/0", "::/0", false)]
    [InlineData("fd00::1", "fd00::1/128", false)]
    [InlineData("fd00::1/64", "fd00::/64", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.0.0.0/8", false)]
    [InlineData("::ffff:10.1.0.0/104", "10.0.0.0/8", true)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1/32", false)]
    [InlineData("::ffff:0.0.0.0/96", "0.0.0.0/0", false)]
    [InlineData("::ffff:0.0.0.0/95", "::fffe:0:0/95", true)]
    [InlineData("::ffff:10.0.0.0/80", "::/80", true)]
    public void Blocks_are_read_and_masked(string text, string canonical, bool hadHostBits)
    {
        Assert.True(IpPrefix.TryParse(text, out IpPrefix prefix, out bool had));
        Assert.Equal(canonical, prefix.ToString());
        Assert.Equal(hadHostBits, had);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/8")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/255.0.0.0")]
    [InlineData("010.0.0.0/8")]
    [InlineData("::/129")]
    [InlineData("fe80::%eth0/64")]
    [InlineData("10.0.0.0/99999999999")]
    public void Other_text_is_not_a_block(string text) => Assert.False(IpPrefix.TryParse(text, out _));

    [Fact]
    public void Parsing_what_was_written_gives_the_block_back() =>
        Property.Holds(SetGenerators.Prefixes, prefix =>
            IpPrefix.TryParse(prefix.ToString(), out IpPrefix read, out bool hadHostBits)
            && !hadHostBits
            && (read == prefix || (prefix.Family == IpFamily.V6 && (UInt128)prefix.First.Value >> 32 == 0xffff)));

    [Fact]
    public void A_block_contains_what_lies_between_its_ends() =>
        Property.Holds(SetGenerators.Pairs(SetGenerators.Prefixes), pair =>
        {
            (IpPrefix prefix, IpPrefix other) = pair;
            Assert.True(prefix.Contains(prefix.First) && prefix.Contains(prefix.Last));
            Assert.Equal(prefix.First <= other.First && other.First <= prefix.Last && other.Family == prefix.Family, prefix.Contains(other.First));
            Assert.Equal(prefix, IpPrefix.Of(prefix.Last, prefix.Length));
        });

    [Fact]
    public void A_length_beyond_the_family_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => IpPrefix.Of(IpAddress.V4(0), 33));
        Assert.Throws<ArgumentOutOfRangeException>(() => IpPrefix.Of(IpAddress.V6(0), -1));
        Assert.Equal(AddressBits.MaxValue, IpPrefix.Of(IpAddress.V6(0), 0).Last.Value);
        Assert.Equal(uint.MaxValue, IpPrefix.Of(IpAddress.V4(0), 0).Last.Value);
    }
}
