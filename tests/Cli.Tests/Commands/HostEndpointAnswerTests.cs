using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary>Answers that a host endpoint decides.</summary>
public sealed class HostEndpointAnswerTests
{
    private const string Cluster = """
        {apiVersion: v1, kind: Node, metadata: {name: w1}, status: {addresses: [{type: InternalIP, address: 192.168.10.11}]}}
        ---
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: w1-eth0, labels: {role: worker}}
        spec: {node: w1, interfaceName: eth0, expectedIPs: [192.168.10.11]}
        ---
        apiVersion: projectcalico.org/v3
        kind: GlobalNetworkPolicy
        metadata: {name: kubelet}
        spec:
          selector: role == 'worker'
          types: [Ingress]
          ingress:
          - {action: Allow, protocol: TCP, source: {nets: [192.168.10.0/24]}, destination: {ports: [10250]}}
        """;

    [Fact]
    public void The_text_names_the_host_endpoint_and_its_family()
    {
        CommandResult result = Ask("192.168.10.5", "hep/w1-eth0", "10250");
        Assert.Equal(0, result.Status);
        Assert.Contains("GlobalNetworkPolicy/kubelet ingress[0] allows it, on host endpoint w1-eth0 (the host's own traffic, ingress)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failsafe_port_is_named()
    {
        JsonElement half = Json("203.0.113.7", "node/w1", "22").GetProperty("ingress");
        Assert.Equal("FAILSAFE_PORT", half.GetProperty("reason").GetString());
        Assert.Equal("""{"hostEndpoint":"w1-eth0","family":"Normal","failsafe":"failsafeInboundHostPorts[0]"}""", half.GetProperty("decidedBy").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_denial_tells_the_nearest_rule_of_the_stage_that_denied()
    {
        JsonElement half = Json("203.0.113.7", "node/w1", "10250").GetProperty("ingress");
        Assert.Equal("NETS", half.GetProperty("whyNot")[0].GetProperty("condition").GetString());
    }

    [Fact]
    public void Show_lists_the_policies_of_a_host_endpoint() =>
        Assert.Contains("kubelet", Netpol.RunWithInput(Cluster, "show", "hep/w1-eth0", "-f", "-").Output, StringComparison.Ordinal);

    [Fact]
    public void Explain_tells_the_stage() =>
        Assert.Contains("host endpoint w1-eth0", Netpol.RunWithInput(Cluster, "can", "203.0.113.7", "node/w1", "--port", "1", "--explain", "-f", "-").Output, StringComparison.Ordinal);

    private static CommandResult Ask(string from, string to, string port) => Netpol.RunWithInput(Cluster, "can", from, to, "--port", port, "-f", "-");

    private static JsonElement Json(string from, string to, string port) =>
        JsonDocument.Parse(Netpol.RunWithInput(Cluster, "can", from, to, "--port", port, "-f", "-", "--format", "json").Output).RootElement;
}
