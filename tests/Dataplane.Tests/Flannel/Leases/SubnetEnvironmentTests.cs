using PolicyEngine.Dataplane.Flannel.Leases;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Leases;

/// <summary>The environment file of a node.</summary>
public sealed class SubnetEnvironmentTests
{
    private const string Dual = """
        FLANNEL_NETWORK=10.244.0.0/16
        FLANNEL_SUBNET=10.244.1.1/24
        FLANNEL_IPV6_NETWORK=fc00::/48
        FLANNEL_IPV6_SUBNET=fc00:0:0:1::1/64
        FLANNEL_MTU=1450
        FLANNEL_IPMASQ=false

        """;

    private static SubnetEnvironment OfDual { get; } = SubnetEnvironment.Of(
        Config("""{"EnableIPv6": true, "Network": "10.244.0.0/16", "IPv6Network": "fc00::/48"}"""),
        new(Block("10.244.1.0/24"), Block("fc00:0:0:1::/64"), At("1.1.1.1")),
        1450,
        ipMasq: false);

    [Fact]
    public void The_first_usable_address_of_each_family_is_written() => Assert.Equal(Dual, OfDual.ToString());

    [Fact]
    public void What_is_written_is_read_again() => Assert.Equal(OfDual, SubnetEnvironment.Read(Dual));

    [Fact]
    public void A_family_that_is_not_enabled_is_left_out()
    {
        SubnetEnvironment environment = SubnetEnvironment.Of(Config("""{"Network": "10.244.0.0/16"}"""), Lease("10.244.1.0/24"), 1500, ipMasq: true);

        Assert.Equal("FLANNEL_NETWORK=10.244.0.0/16\nFLANNEL_SUBNET=10.244.1.1/24\nFLANNEL_MTU=1500\nFLANNEL_IPMASQ=true\n", environment.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("FLANNEL_SUBNET")]
    [InlineData("FLANNEL_SUBNET=10.244.1.1/240\r\n# FLANNEL_MTU=1\nOTHER=2\nFLANNEL_MTU=-1\n=\nFLANNEL_IPMASQ=perhaps")]
    [InlineData("FLANNEL_SUBNET=fc00::1/64\nFLANNEL_IPV6_SUBNET=10.244.1.1/24\nFLANNEL_MTU=99999999999")]
    public void What_cannot_be_read_is_passed_over(string text) => Assert.Equal(new SubnetEnvironment(), SubnetEnvironment.Read(text));

    [Fact]
    public void Reading_and_writing_never_throw() => TestKit.Property.Holds<string?>(text =>
        Assert.Equal(
            SubnetEnvironment.Read("FLANNEL_SUBNET=255.255.255.255/32\nFLANNEL_NETWORK=0.0.0.0/0\n" + text).Subnet is null,
            !SubnetEnvironment.Read("FLANNEL_SUBNET=255.255.255.255/32\nFLANNEL_NETWORK=0.0.0.0/0\n" + text).ToString().Contains("FLANNEL_SUBNET", StringComparison.Ordinal)));
}
