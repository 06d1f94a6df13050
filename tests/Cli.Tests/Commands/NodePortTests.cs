using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary>Ports of nodes, domain names and several protocols on the command line.</summary>
public sealed class NodePortTests
{
    private const string Web = """
        ---
        {apiVersion: v1, kind: Node, metadata: {name: w1}, status: {addresses: [{type: InternalIP, address: 192.168.10.11}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: w2}, status: {addresses: [{type: InternalIP, address: 192.168.10.12}]}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web-out, namespace: shop}
        spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: http, nodePort: 30080}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web-for-clients, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}], ports: [{protocol: TCP, port: 8080}]}]

        """;

    [Fact]
    public void Each_part_names_the_node_that_it_enters_at()
    {
        CommandResult result = Fixture.Ask(Web, "203.0.113.7", "nodeport/shop/web-out", "--port", "30080");

        Assert.Equal(1, result.Status);
        Assert.Equal("partial", result.Json.GetProperty("verdict").GetString());
        Assert.Equal("SNAT_CHANGES_SOURCE", result.Json.GetProperty("reason").GetString());
        JsonElement.ArrayEnumerator parts = result.Json.GetProperty("parts").EnumerateArray();
        Assert.Equal(
            "allowed shop/web-0 via w1:30080 w1:30080 8080\ndenied shop/web-0 via w2:30080 w2:30080 8080",
            string.Join('\n', parts.Select(part => $"{part.GetProperty("verdict")} {part.GetProperty("witness").GetProperty("to")} {part.GetProperty("witness").GetProperty("via")} {part.GetProperty("witness").GetProperty("port")}")));
        Assert.Contains("[SNAT_CHANGES_SOURCE]", result.Json.GetProperty("assumptions").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_text_the_answer_tells_whose_address_the_pod_sees()
    {
        CommandResult result = Netpol.RunWithInput(Fixture.Cluster + Web, ["can", "203.0.113.7", "nodeport/shop/web-out@w2", "--port", "30080", "-f", "-"]);

        Assert.Equal(1, result.Status);
        Assert.StartsWith("denied: 203.0.113.7 -> nodeport/shop/web-out@w2, TCP port 30080 (TCP 8080) [SNAT_CHANGES_SOURCE]\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("note: shop/web-0 sees 192.168.10.12 in place of 203.0.113.7", result.Output, StringComparison.Ordinal);
        Assert.Contains("note: `externalTrafficPolicy: Local` keeps the address of 203.0.113.7", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_that_came_nearest_are_told_for_the_address_that_arrives()
    {
        CommandResult result = Fixture.Ask(Web, "203.0.113.7", "nodeport/shop/web-out@w2", "--port", "30080");

        JsonElement whyNot = result.Json.GetProperty("ingress").GetProperty("whyNot");
        Assert.Contains("192.168.10.12", whyNot.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_protocols_are_one_question()
    {
        CommandResult result = Fixture.Ask(Web, "203.0.113.7", "shop/web-0", "--port", "8080", "--protocol", "TCP,udp");

        Assert.Equal("partial", result.Json.GetProperty("verdict").GetString());
        Assert.Equal("TCP,UDP", result.Json.GetProperty("protocol").GetString());
        Assert.Equal(
            "allowed TCP, denied UDP",
            string.Join(", ", result.Json.GetProperty("parts").EnumerateArray().Select(part => $"{part.GetProperty("verdict")} {part.GetProperty("traffic")[0].GetProperty("protocol")}")));
    }

    [Fact]
    public void A_file_of_questions_takes_several_protocols_and_domain_names_too()
    {
        CommandResult result = Netpol.RunWithInput(
            "{\"from\":\"203.0.113.7\",\"to\":\"shop/web-0\",\"protocol\":\"TCP,SCTP\",\"port\":8080}\n{\"from\":\"shop/batch-1\",\"to\":\"fqdn:api.example.com\",\"port\":443}\n{\"from\":\"shop/batch-1\",\"to\":\"shop/web-0\",\"protocol\":\"TCP,\"}\n",
            ["can", "--queries", "-", "-f", "samples/scenarios/fixture.yaml"]);

        string[] lines = result.Output.Split('\n');
        Assert.Contains("\"protocol\":\"TCP,SCTP\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"to\":\"fqdn:api.example.com\",\"protocol\":\"TCP\",\"port\":443,\"verdict\":\"allowed\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("QUERY_FIELD_INVALID", lines[2], StringComparison.Ordinal);
    }
}
