using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Sets;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel;

/// <summary>The network configuration: what is read, filled in and refused.</summary>
public sealed class FlannelConfigTests
{
    private static string V4(string rest) => $$"""{"Network": "10.3.0.0/16", {{rest}}}""";

    private static FlannelErrorKind? ErrorOf(string json) => FlannelConfig.Read(json).Value!.Complete().Error?.Kind;

    [Theory]
    [InlineData("10.0.0.0/8", 24, "10.0.1.0", "10.255.255.0")]
    [InlineData("10.3.0.0/22", 24, "10.3.1.0", "10.3.3.0")]
    [InlineData("10.3.0.0/23", 25, "10.3.0.128", "10.3.1.128")]
    [InlineData("10.3.0.0/28", 30, "10.3.0.4", "10.3.0.12")]
    [InlineData("240.0.0.0/4", 24, "240.0.1.0", "255.255.255.0")]
    public void A_subnet_has_24_bits_or_two_more_than_a_small_network_and_the_first_is_left_out(string network, int length, string min, string max)
    {
        FlannelSubnets complete = Config($$"""{"Network": "{{network}}"}""").V4;

        Assert.Equal((length, Ip(min), Ip(max)), (complete.SubnetLength, complete.SubnetMin, complete.SubnetMax));
    }

    [Theory]
    [InlineData("fc00::/48", 64, "fc00:0:0:1::", "fc00:0:0:ffff::")]
    [InlineData("fc00::/62", 64, "fc00:0:0:1::", "fc00:0:0:3::")]
    [InlineData("fc00::/63", 65, "fc00:0:0:0:8000::", "fc00:0:0:1:8000::")]
    [InlineData("fc00::/124", 126, "fc00::4", "fc00::c")]
    public void An_IPv6_subnet_has_64_bits_or_two_more_than_a_small_network(string network, int length, string min, string max)
    {
        FlannelConfig config = Config($$"""{"EnableIPv4": false, "EnableIPv6": true, "IPv6Network": "{{network}}"}""");

        Assert.Equal((length, Ip(min), Ip(max)), (config.V6.SubnetLength, config.V6.SubnetMin, config.V6.SubnetMax));
        Assert.False(config.V4.Enabled);
    }

    [Theory]
    [InlineData("""{"Network": "10.3.0.0/29"}""", FlannelErrorKind.NetworkTooSmall)]
    [InlineData("""{"EnableIPv4": false, "EnableIPv6": true, "IPv6Network": "fc00::/125"}""", FlannelErrorKind.NetworkTooSmall)]
    [InlineData("""{"Network": "10.3.0.0/16", "SubnetLen": 31}""", FlannelErrorKind.SubnetTooSmall)]
    [InlineData("""{"EnableIPv4": false, "EnableIPv6": true, "IPv6Network": "fc00::/48", "IPv6SubnetLen": 127}""", FlannelErrorKind.SubnetTooSmall)]
    [InlineData("""{"Network": "10.3.0.0/16", "SubnetLen": 17}""", FlannelErrorKind.SubnetTooLarge)]
    [InlineData("""{"Network": "10.3.0.0/16", "SubnetLen": 18}""", null)]
    [InlineData("""{"Network": "10.3.0.0/16", "SubnetLen": 30}""", null)]
    [InlineData("""{"Network": "10.3.0.0/28"}""", null)]
    public void A_network_holds_four_subnets_of_four_addresses_at_least(string json, FlannelErrorKind? expected) => Assert.Equal(expected, ErrorOf(json));

    [Theory]
    [InlineData("\"SubnetMin\": \"10.4.0.0\"", FlannelErrorKind.OutsideNetwork)]
    [InlineData("\"SubnetMax\": \"10.4.0.0\"", FlannelErrorKind.OutsideNetwork)]
    [InlineData("\"SubnetMin\": \"10.3.5.7\"", FlannelErrorKind.Misaligned)]
    [InlineData("\"SubnetMax\": \"10.3.5.7\"", FlannelErrorKind.Misaligned)]
    [InlineData("\"SubnetMin\": \"10.3.5.16\", \"SubnetLen\": 28", null)]
    [InlineData("\"SubnetMin\": \"0.0.0.0\"", null)]
    public void The_lowest_and_the_highest_subnet_lie_inside_and_begin_where_subnets_begin(string rest, FlannelErrorKind? expected) =>
        Assert.Equal(expected, ErrorOf(V4(rest)));

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"EnableIPv6": true, "Network": "10.3.0.0/16"}""")]
    [InlineData("""{"Network": "0.0.0.0/0"}""")]
    public void A_family_that_is_enabled_needs_a_network(string json) => Assert.Equal(FlannelErrorKind.NetworkMissing, ErrorOf(json));

    [Fact]
    public void IPv4_is_checked_before_IPv6() =>
        Assert.Equal(FlannelErrorKind.NetworkTooSmall, ErrorOf("""{"EnableIPv6": true, "Network": "10.3.0.0/29"}"""));

    [Theory]
    [InlineData("{}", "udp")]
    [InlineData("""{"Backend": {"Type": "vxlan"}}""", "vxlan")]
    [InlineData("""{"Backend": {}}""", "")]
    [InlineData("""{"Backend": null}""", "")]
    public void Without_a_backend_it_is_udp(string json, string type) => Assert.Equal(type, FlannelConfig.Read(json).Value!.Backend.Type);

    [Fact]
    public void Options_of_the_backend_are_read()
    {
        FlannelBackendConfig backend = FlannelConfig.Read(
            """{"Backend": {"Type": "vxlan", "VNI": 7, "Port": 4789, "GBP": true, "DirectRouting": true, "ListenPort": 1, "ListenPortV6": 2, "Mode": "auto"}}""").Value!.Backend;

        Assert.Equal(
            new FlannelBackendConfig
            {
                Type = "vxlan",
                Vni = 7,
                Port = 4789,
                Gbp = true,
                DirectRouting = true,
                ListenPort = 1,
                ListenPortV6 = 2,
                Mode = WireguardMode.Auto,
            },
            backend);
    }

    [Theory]
    [InlineData("ipv4", WireguardMode.Ipv4)]
    [InlineData("ipv6", WireguardMode.Ipv6)]
    [InlineData("separate", WireguardMode.Separate)]
    public void WireGuard_has_a_mode(string text, WireguardMode mode) =>
        Assert.Equal(mode, FlannelConfig.Read($$$"""{"Backend": {"Type": "wireguard", "Mode": "{{{text}}}"}}""").Value!.Backend.Mode);

    [Fact]
    public void Names_are_read_in_any_case_the_last_counts_and_null_leaves_a_flag_or_number_alone()
    {
        FlannelConfig config = FlannelConfig.Read("""{"network": "10.1.0.0/16", "NETWORK": "10.2.0.0/16", "enableipv4": null, "SubnetLen": null, "IPv6SubnetMin": null, "other": []}""").Value!;

        Assert.Equal(new FlannelSubnets(IpFamily.V4) { Enabled = true, Cidr = Block("10.2.0.0/16") }, config.V4);
        Assert.Null(config.V6.SubnetMin);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"Network\": \"10.3.0.0/16\"} x")]
    [InlineData("""{"Network": "10.3.0.0"}""")]
    [InlineData("""{"Network": "fc00::/48"}""")]
    [InlineData("""{"Network": null}""")]
    [InlineData("""{"Network": 7}""")]
    [InlineData("""{"SubnetMin": "x"}""")]
    [InlineData("""{"SubnetMin": null}""")]
    [InlineData("""{"SubnetLen": -1}""")]
    [InlineData("""{"SubnetLen": 24.5}""")]
    [InlineData("""{"SubnetLen": "24"}""")]
    [InlineData("""{"EnableIPv4": "true"}""")]
    [InlineData("""{"Backend": "vxlan"}""")]
    [InlineData("""{"Backend": {"Type": 1}}""")]
    [InlineData("""{"Backend": {"Type": "vxlan", "VNI": "1"}}""")]
    [InlineData("""{"Backend": {"Type": "wireguard", "Mode": "both"}}""")]
    [InlineData("""{"\ud800": 1}""")]
    [InlineData("""{"Network": "\udfff"}""")]
    public void A_text_that_is_no_configuration_is_refused(string json) =>
        Assert.Equal(FlannelErrorKind.Malformed, FlannelConfig.Read(json).Error?.Kind);

    [Fact]
    public void A_text_of_any_depth_is_refused_without_harm() =>
        Assert.Equal(FlannelErrorKind.Malformed, FlannelConfig.Read(new string('[', 1_000_000)).Error?.Kind);

    [Fact]
    public void A_number_too_large_for_any_option_is_only_too_large() =>
        Assert.Equal(FlannelErrorKind.SubnetTooSmall, ErrorOf(V4("\"SubnetLen\": 18446744073709551615")));

    [Fact]
    public void What_is_complete_stays_as_it_is_and_its_subnets_lie_inside() => TestKit.Property.Holds<(uint Base, byte Length, byte SubnetLength)>(network =>
    {
        IpPrefix cidr = IpPrefix.Of(IpAddress.V4(network.Base), network.Length % 33);
        FlannelSubnets unset = new(IpFamily.V4) { Enabled = true, Cidr = cidr, SubnetLength = network.SubnetLength % 34 };
        if (unset.Complete().Value is { } complete)
        {
            Assert.Equal(complete, complete.Complete().Value);
            Assert.True(cidr.Contains(complete.SubnetMin!.Value) && complete.SubnetMin < complete.SubnetMax && cidr.Contains(complete.SubnetMax!.Value));
            Assert.True(complete.Admits(IpPrefix.Of(complete.SubnetMin.Value, complete.SubnetLength)));
        }
    });

    [Fact]
    public void Reading_never_throws_whatever_the_text() => TestKit.Property.Holds<string?>(text =>
    {
        string[] texts = [text ?? "", $$"""{"Network": "{{text}}", "Backend": {{text}}}"""];
        Assert.All(texts, candidate => Assert.True(FlannelConfig.Read(candidate) is { Value: null } or { Error: null }));
    });

    [Theory]
    [InlineData("""{"Backend": {"Type": "\ud83d"}}""")]
    [InlineData("""{"Backend": {"\ud83d": 1}}""")]
    [InlineData("""{"Network": "\ud83d"}""")]
    public void A_text_with_half_of_a_surrogate_pair_is_malformed(string json) => Assert.Equal(FlannelErrorKind.Malformed, FlannelConfig.Read(json).Error?.Kind);
}
