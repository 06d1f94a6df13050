using PolicyEngine.Dataplane.Kernel;

namespace Dataplane.Tests.Kernel;

/// <summary>Ports in a row as iptables and Calico write them.</summary>
public sealed class PortRangeTests
{
    [Theory]
    [InlineData("99:100", 99, 100)]
    [InlineData("99", 99, 99)]
    [InlineData("0:65535", 0, 65535)]
    public void One_port_or_two_ends_are_a_range_that_is_written_as_it_was_read(string text, int first, int last)
    {
        Assert.True(PortRange.TryParse(text, out PortRange range));
        Assert.Equal(((ushort)first, (ushort)last, text), (range.First, range.Last, range.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("100:99")]
    [InlineData("99:100:101")]
    [InlineData("1:65536")]
    [InlineData("+1:2")]
    [InlineData("99-100")]
    public void What_is_neither_is_no_range(string? text) => Assert.False(PortRange.TryParse(text, out _));
}
