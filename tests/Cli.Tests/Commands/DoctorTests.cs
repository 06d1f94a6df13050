using System.Text.Json;

namespace Cli.Tests.Commands;

public sealed class DoctorTests
{
    private const string Healthy = """
        {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.244.0.0/16, vxlanMode: Always}}
        ---
        {apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w1}, spec: {bgp: {ipv4Address: 10.0.0.1/24}, ipv4VXLANTunnelAddr: 10.244.1.1}}
        ---

        """;

    private const string Ill = Healthy + "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {vxlanMTU: 1500}}";

    [Fact]
    public void A_cluster_without_faults_exits_0()
    {
        CommandResult result = Netpol.RunWithInput(Healthy, "doctor", "-f", "-");

        Assert.Equal((0, "no faults found\n"), (result.Status, result.Output));
    }

    [Fact]
    public void A_fault_is_told_with_its_place_and_exits_1()
    {
        CommandResult result = Netpol.RunWithInput(Ill, "doctor", "-f", "-");

        Assert.Equal(1, result.Status);
        Assert.Equal(
            """
            <stdin>:5:1: error PE6505: VXLAN interfaces have an MTU of 1500; with 50 octets around it that is more than the 1500 of the network between nodes
              hint: lower it, or leave it out so that the agents choose it; then recreate the pods
            1 error, 0 warnings

            """,
            result.Output);
    }

    [Fact]
    public void The_network_between_nodes_may_take_larger_packets() =>
        Assert.Equal(0, Netpol.RunWithInput(Ill, "doctor", "-f", "-", "--mtu", "9000").Status);

    [Fact]
    public void A_larger_MTU_that_is_set_tells_what_the_network_between_nodes_takes_unless_the_command_line_does()
    {
        string jumbo = Ill.Replace("1500", "8951", StringComparison.Ordinal);
        CommandResult result = Netpol.RunWithInput(jumbo, "doctor", "-f", "-", "--verbose");

        Assert.Equal(0, result.Status);
        Assert.Contains("assumed: the network between nodes is taken to carry packets of 9001 octets, as the MTU that is set asks for", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, Netpol.RunWithInput(jumbo, "doctor", "-f", "-", "--mtu", "9000").Status);
    }

    [Fact]
    public void Programs_get_code_object_place_and_hint()
    {
        using var json = JsonDocument.Parse(Netpol.RunWithInput(Ill, "doctor", "-f", "-", "--format", "json").Output);
        JsonElement finding = Assert.Single(json.RootElement.EnumerateArray());

        Assert.Equal(["code", "severity", "object", "message", "hint", "file", "line", "column"], finding.EnumerateObject().Select(member => member.Name), StringComparer.Ordinal);
        Assert.Equal("PE6505 error FelixConfiguration/default 5", $"{finding.GetProperty("code")} {finding.GetProperty("severity")} {finding.GetProperty("object")} {finding.GetProperty("line")}");
    }

    [Theory]
    [InlineData("--mtu", "0")]
    [InlineData("--mtu", "large")]
    public void What_is_wrong_with_the_command_line_exits_2(params string[] options) =>
        Assert.Equal(2, Netpol.RunWithInput(Healthy, ["doctor", "-f", "-", .. options]).Status);

    [Fact]
    public void Values_that_are_not_understood_are_told_on_standard_error()
    {
        CommandResult result = Netpol.RunWithInput(Healthy + "{apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {name: p}, spec: {nextHopMode: Own}}", "doctor", "-f", "-");

        Assert.Contains("error PE6004: `spec.nextHopMode` is `Own`", result.Error, StringComparison.Ordinal);
    }
}
