using PolicyEngine.Renderers.Node;
using static PolicyEngine.Renderers.Tests.Golden.World;

namespace PolicyEngine.Renderers.Tests;

public sealed class FelixSettingsTests
{
    [Theory]
    [InlineData("0xff000000", 0xff000000)]
    [InlineData("4278190080", 0xff000000)]
    [InlineData("0xf0000000", 0xffff0000)]
    [InlineData("many", 0xffff0000)]
    public void Masks_that_are_none_or_too_small_count_as_not_given(string text, uint mask) =>
        Assert.Equal(mask, Rendered.Settings(("IptablesMarkMask", text)).IptablesMarkMask);

    [Fact]
    public void Failsafe_ports_have_protocols_and_nets()
    {
        FelixSettings settings = Rendered.Settings(("FailsafeInboundHostPorts", "tcp:22, udp:10.0.0.0/8:68,TCP:[fd00::/8]:6443,80"));

        Assert.Equal(
            [new FailsafePort("tcp", 22), new("udp", 68, Net("10.0.0.0/8")), new("tcp", 6443, Net("fd00::/8")), new("tcp", 80)],
            settings.FailsafeInboundHostPorts.ToArray());
        Assert.Equal(9, settings.FailsafeOutboundHostPorts.Length);
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("", 9)]
    [InlineData("tcp:ssh", 9)]
    [InlineData("icmp:1", 9)]
    [InlineData("tcp:10.0.0.0/99:1", 9)]
    public void Failsafe_ports_that_cannot_be_read_count_as_not_given(string text, int count) =>
        Assert.Equal(count, Rendered.Settings(("FailsafeInboundHostPorts", text)).FailsafeInboundHostPorts.Length);

    [Fact]
    public void Names_and_values_may_be_in_any_case()
    {
        FelixSettings settings = Rendered.Settings(("natportrange", "1000:2000"), ("DEFAULTENDPOINTTOHOSTACTION", "accept"), ("wireguardEnabled", "Yes"));

        Assert.Equal(new PortRange(1000, 2000), settings.NatPortRange);
        Assert.Equal("ACCEPT", settings.DefaultEndpointToHostAction);
        Assert.True(settings.WireguardEnabled);
    }

    [Theory]
    [InlineData("10/minute", "10/minute")]
    [InlineData("10/minute --jump ACCEPT", null)]
    [InlineData("ten", null)]
    public void Rates_are_checked(string text, string? rate) => Assert.Equal(rate, Rendered.Settings(("LogActionRateLimit", text)).LogActionRateLimit);

    [Fact]
    public void None_takes_values_away_and_nothing_leaves_them_as_they_are()
    {
        Assert.Null(Rendered.Settings(("IptablesNATOutgoingInterfaceFilter", "none")).NatOutgoingInterfaceFilter);
        Assert.Null(Rendered.Settings(("NFTablesMode", "")).KeepsSetsDisjoint);
        Assert.Equal("calico-packet", Rendered.Settings(("LogPrefix", " ")).LogPrefix);
    }

    [Theory]
    [InlineData("FlowLogsGoldmaneServer", "goldmane:7443", true)]
    [InlineData("FlowLogsLocalReporter", "Enabled", true)]
    [InlineData("FlowLogsLocalReporter", "Disabled", false)]
    public void Flow_logs_are_on_where_somebody_collects_them(string name, string value, bool isOn) =>
        Assert.Equal(isOn, Rendered.Settings((name, value)).FlowLogsEnabled);
}
