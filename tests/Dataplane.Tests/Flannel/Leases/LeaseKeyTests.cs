using PolicyEngine.Dataplane.Flannel.Leases;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Leases;

/// <summary>The names of leases in etcd.</summary>
public sealed class LeaseKeyTests
{
    [Theory]
    [InlineData("10.244.1.0-24", "10.244.1.0/24", null)]
    [InlineData("10.3.0.16-28", "10.3.0.16/28", null)]
    [InlineData("10.244.1.0-24&fc00:0:0:1::-64", "10.244.1.0/24", "fc00:0:0:1::/64")]
    public void A_key_names_one_subnet_or_one_of_each_family(string text, string subnet, string? subnetV6)
    {
        LeaseKey key = new(Block(subnet), subnetV6 is null ? null : Block(subnetV6));

        Assert.Equal(text, key.ToString());
        Assert.Equal(key, Key(text));
        Assert.Equal(key, Key("/coreos.com/network/subnets/" + text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("config")]
    [InlineData("10.244.1.0")]
    [InlineData("10.244.1.0-")]
    [InlineData("10.244.1.0-32")]
    [InlineData("10.244.1-24")]
    [InlineData("fc00::-64")]
    [InlineData("10.244.1.0-24&")]
    [InlineData("10.244.1.0-24&10.244.2.0-24")]
    [InlineData("10.244.1.0-24&fc00::-128")]
    [InlineData("10.244.1.0/24")]
    public void What_is_no_key_is_not_read(string text) => Assert.False(LeaseKey.TryParse(text, out _));

    [Fact]
    public void Reading_never_throws() => TestKit.Property.Holds<(string? Left, string? Right)>(parts =>
    {
        string[] texts = [parts.Left ?? "", $"10.0.0.0-{parts.Left}&fc00::-{parts.Right}"];
        Assert.All(texts, text => Assert.Equal(LeaseKey.TryParse(text, out LeaseKey key), key != default));
    });
}
