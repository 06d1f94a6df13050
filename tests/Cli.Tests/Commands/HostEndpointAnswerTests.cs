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

    [Fact]
    public void The_steps_of_a_stage_stand_under_its_name()
    {
        string text = Netpol.RunWithInput(Cluster, "can", "203.0.113.7", "node/w1", "--port", "1", "--explain", "-f", "-").Output;
        Assert.Contains(
            """
                  host endpoint w1-eth0 (the host's own traffic, ingress):
                    tier default
                      GlobalNetworkPolicy/kubelet <stdin>:8:1
                        spec.ingress[0] does not match: source 203.0.113.7; required: address in 192.168.10.0/24
            """.ReplaceLineEndings("\n"),
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_for_machines_name_their_stage()
    {
        string[] command = ["can", "203.0.113.7", "node/w1", "--port", "1", "--explain", "-f", "-", "--format", "json"];
        JsonElement steps = Netpol.RunWithInput(Cluster, command).Json.GetProperty("ingress").GetProperty("steps");
        Assert.Equal("stage", steps[0].GetProperty("step").GetString());
        Assert.All(steps.EnumerateArray(), step => Assert.Equal("w1-eth0", step.GetProperty("hostEndpoint").GetString()));
    }

    [Fact]
    public void The_way_through_the_tiers_names_each_stage()
    {
        const string forwarded = """

            ---
            {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: forwarded}, spec: {selector: role == 'worker', applyOnForward: true, ingress: [{action: Allow}], egress: [{action: Allow}]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {nodeName: w1}, status: {podIP: 10.0.0.1}}
            """;
        string text = Netpol.RunWithInput(Cluster + forwarded, "can", "203.0.113.7", "shop/a", "--port", "80", "-f", "-").Output;
        Assert.Contains("      host endpoint w1-eth0 (forwarded traffic, ingress)\n        tier default      Allow", text, StringComparison.Ordinal);
        Assert.Contains("      policies of the pod itself\n        profile kns.shop  Allow", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Failsafe_ports_are_told_together()
    {
        string text = Netpol.RunWithInput(Cluster, "can", "203.0.113.7", "node/w1", "-f", "-").Output;
        Assert.Contains("  allowed: TCP 22,179,2379-2380,5473,6443,6666-6667; UDP 68, such as", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_failsafe_ports_told_together_the_one_of_the_example_is_named()
    {
        const string felix = """

            ---
            {apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {failsafeInboundHostPorts: [{protocol: udp, port: 68}, {protocol: tcp, port: 22}]}}
            """;
        string text = Netpol.RunWithInput(Cluster + felix, "can", "203.0.113.7", "node/w1", "-f", "-").Output;
        Assert.Contains("allowed: TCP 22; UDP 68, such as 203.0.113.7 -> hep/w1-eth0 tcp/22\n", text, StringComparison.Ordinal);
        Assert.Contains("a failsafe port (failsafeInboundHostPorts[1])", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_says_that_traffic_goes_on_behind_policies_before_translation()
    {
        const string before = """

            ---
            {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: before}, spec: {selector: role == 'worker', preDNAT: true, applyOnForward: true, ingress: [{action: Deny, source: {nets: [203.0.113.0/24]}}]}}
            """;
        string text = Netpol.RunWithInput(Cluster + before, "show", "hep/w1-eth0", "-f", "-").Output;
        Assert.Contains("      end of tier: goes on\n", text, StringComparison.Ordinal);
        Assert.Contains("      end of tier: deny\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_selector_finds_host_endpoints() =>
        Assert.StartsWith("allowed", Ask("selector:role == 'worker'", "203.0.113.7", "179").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("ns/")]
    [InlineData("sa//")]
    public void A_reference_without_name_is_an_error(string reference)
    {
        CommandResult result = Ask(reference, "203.0.113.7", "80");
        Assert.Equal((2, $"netpol: `{reference}` lacks a name\n"), (result.Status, result.Error));
    }

    [Fact]
    public void Ways_that_the_input_does_not_tell_are_told_apart()
    {
        const string elsewhere = """

            ---
            {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, status: {podIP: 10.0.0.1}}
            ---
            {apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {defaultEndpointToHostAction: ACCEPT}}
            """;
        string[] command = ["can", "shop/a", "node/w1", "--port", "80", "--explain", "-f", "-"];
        CommandResult text = Netpol.RunWithInput(Cluster + elsewhere, command);
        Assert.StartsWith("unknown", text.Output, StringComparison.Ordinal);
        Assert.Contains("      on one and the same node:\n        traffic of a pod to its own node is accepted", text.Output, StringComparison.Ordinal);
        Assert.Contains("      between nodes:\n        as one pool would have it:\n          host endpoint w1-eth0 (the host's own traffic, ingress):\n            tier default\n", text.Output, StringComparison.Ordinal);
        JsonElement steps = Netpol.RunWithInput(Cluster + elsewhere, [.. command, "--format", "json"]).Json.GetProperty("ingress").GetProperty("steps");
        Assert.Equal("alternative", steps[0].GetProperty("step").GetString());
    }

    private static CommandResult Ask(string from, string to, string port) => Netpol.RunWithInput(Cluster, "can", from, to, "--port", port, "-f", "-");

    private static JsonElement Json(string from, string to, string port) =>
        JsonDocument.Parse(Netpol.RunWithInput(Cluster, "can", from, to, "--port", port, "-f", "-", "--format", "json").Output).RootElement;
}
