using System.Text.Json;

namespace Cli.Tests.Commands;

public sealed class TraceCommandTests
{
    private const string World = """
        {apiVersion: v1, kind: Node, metadata: {name: w1}, status: {addresses: [{type: InternalIP, address: 192.168.10.11}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: w2}, status: {addresses: [{type: InternalIP, address: 192.168.10.12}]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.244.0.0/16, vxlanMode: Always, natOutgoing: true}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web-0, namespace: shop, labels: {app: web}}, spec: {nodeName: w1, containers: [{name: c}]}, status: {podIP: 10.244.1.5, podIPs: [{ip: 10.244.1.5}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: redis-0, namespace: shop, labels: {app: redis}}, spec: {nodeName: w2, containers: [{name: c}]}, status: {podIP: 10.244.2.5, podIPs: [{ip: 10.244.2.5}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: redis, namespace: shop}, spec: {clusterIP: 10.96.0.9, selector: {app: redis}, ports: [{port: 6379}]}}
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: redis, namespace: shop}, spec: {podSelector: {matchLabels: {app: redis}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 6379}]}]}}
        """;

    [Fact]
    public void A_delivered_packet_is_followed_hop_by_hop_there_and_back()
    {
        CommandResult result = Trace("shop/web-0", "shop/redis-0", "--port", "6379");

        Assert.Equal(("", 0), (result.Error, result.Status));
        Assert.StartsWith("delivered: shop/web-0 -> shop/redis-0, 10.244.1.5 -> 10.244.2.5 tcp/6379 from 40000 ttl 62\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n  shop/web-0\n    route default via 169.254.1.1 dev eth0\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("wrapped by vxlan.calico: 192.168.10.11 -> 192.168.10.12 udp/4789", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n  w2\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("\ndelivered: the answer, 10.244.2.5 -> 10.244.1.5 tcp/40000 from 6379 ttl 62\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop/web-0", "203.0.113.0/24", "203.0.113.0/24 is many addresses, of which this is the way of 203.0.113.0")]
    [InlineData("203.0.113.0/24", "shop/redis-0", "203.0.113.0/24 is many addresses, of which this is the way of 203.0.113.0")]
    [InlineData("10.244.0.0/16", "shop/redis-0", "10.244.0.0/16 is many addresses, of which this is the way of 10.244.0.0")]
    public void The_address_that_stands_for_a_block_is_told(string from, string to, string note) =>
        Assert.Contains($"\n  note: {note}\n", TraceProcess(from, to).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("shop/web-0", "203.0.113.7/32")]
    [InlineData("shop/web-0", "203.0.113.7")]
    public void One_address_stands_for_itself(string from, string to) =>
        Assert.DoesNotContain("many addresses", TraceProcess(from, to).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("shop/web-0", "external", "`external` is every address outside; name the one that the packet goes to, such as 192.0.2.10")]
    [InlineData("external", "shop/web-0", "`external` is every address outside; name the one that sends, such as 192.0.2.10")]
    [InlineData("svc/shop/redis:6379", "shop/web-0", "`svc/shop/redis:6379` is a destination; its backends do not send from a service's port")]
    [InlineData("svc/shop/redis:6379", "10.244.1.5", "`svc/shop/redis:6379` is a destination; its backends do not send from a service's port")]
    public void What_no_packet_has_as_an_end_is_refused(string from, string to, string message) =>
        Assert.Equal(new CommandResult(2, "", $"netpol: {message}\n"), TraceProcess(from, to));

    private static CommandResult TraceProcess(string from, string to) => Netpol.RunProcess(World, "trace", from, to, "--port", "6379", "-f", "-");

    [Fact]
    public void A_note_tells_that_the_address_of_a_nodes_tunnel_is_assumed() =>
        Assert.Contains(
            "\n  note: the address of w1's tunnel is not told: 10.244.255.255 is assumed, and policies may decide otherwise about the real one\n",
            Trace("node/w1", "shop/redis-0", "--port", "6379").Output,
            StringComparison.Ordinal);

    [Fact]
    public void A_packet_to_a_service_goes_to_its_own_address_and_is_translated_on_the_way()
    {
        CommandResult result = Trace("shop/web-0", "svc/shop/redis");

        Assert.Equal(0, result.Status);
        Assert.Contains("10.244.1.5 -> 10.96.0.9 tcp/6379 from 40000 ttl 64 becomes 10.244.1.5 -> 10.244.2.5 tcp/6379", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_whose_interface_has_the_name_of_the_nodes_own_is_no_failure_of_the_tool()
    {
        const string record = "\n---\n{apiVersion: projectcalico.org/v3, kind: WorkloadEndpoint, metadata: {name: w2-k8s-odd-eth0, namespace: shop}, spec: {node: w2, pod: odd, endpoint: eth0, interfaceName: eth0, ipNetworks: [10.244.2.9/32]}}";

        CommandResult result = Netpol.RunWithInput(World + record, ["trace", "-f", "-", "shop/web-0", "shop/redis-0", "--port", "6379"]);

        Assert.Equal(0, result.Status);
        Assert.DoesNotContain("internal error", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workload_without_pods_has_no_address_to_send_from()
    {
        const string workload = "\n---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: api, namespace: shop}, spec: {template: {metadata: {labels: {app: api}}}}}";

        CommandResult result = Netpol.RunWithInput(World + workload, ["trace", "-f", "-", "deploy/shop/api", "svc/shop/redis", "--protocol", "ICMP"]);

        Assert.Equal(2, result.Status);
        Assert.Contains("deploy/shop/api has no address in the input to send to 10.96.0.9 from", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_policy_drops_it_the_place_and_the_chain_are_told()
    {
        CommandResult result = Trace("shop/web-0", "shop/redis-0", "--port", "6380");

        Assert.Equal(1, result.Status);
        Assert.StartsWith("denied by policy: shop/web-0 -> shop/redis-0, ", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n  at w2: ingress of shop/redis-0: Deny (NO_RULE_MATCHES_PORT)\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("the answer", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_sends_from_the_address_of_its_tunnel()
    {
        CommandResult result = Trace("node/w1", "shop/redis-0", "--port", "6379");

        Assert.Equal(1, result.Status);
        Assert.Contains("node/w1 -> shop/redis-0, 10.244.255.255 -> 10.244.2.5", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packet_too_large_for_the_way_is_refused_with_a_hint()
    {
        CommandResult result = Trace("shop/web-0", "shop/redis-0", "--port", "6379", "--size", "1500");

        Assert.Equal(1, result.Status);
        Assert.StartsWith("too big: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("  hint: lower the MTU of pods", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_that_are_not_taken_into_account_are_told()
    {
        CommandResult result = Netpol.RunWithInput(
            World + "\n---\n{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: web, namespace: shop}, spec: {}}\n",
            "trace", "shop/web-0", "shop/redis-0", "--port", "6379", "-f", "-");

        Assert.Equal(0, result.Status);
        Assert.Contains("\n  note: AuthorizationPolicy `web` of `security.istio.io/v1` is not taken into account [UNSUPPORTED_OBJECT_PRESENT]\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_every_step_with_the_packet_as_it_is_there()
    {
        using var json = JsonDocument.Parse(Trace("shop/web-0", "shop/redis-0", "--port", "6379", "--format", "json").Output);

        JsonElement request = json.RootElement.GetProperty("request");
        Assert.Equal("delivered", request.GetProperty("end").GetString());
        Assert.Equal("shop/redis-0", request.GetProperty("at").GetString());
        JsonElement wrapped = request.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("step").GetString() == "encapsulated");
        Assert.Equal(("192.168.10.12", "10.244.2.5"), (wrapped.GetProperty("packet").GetProperty("destination").GetString(), wrapped.GetProperty("packet").GetProperty("inner").GetProperty("destination").GetString()));
        Assert.Equal("delivered", json.RootElement.GetProperty("reply").GetProperty("end").GetString());
    }

    [Theory]
    [InlineData("shop/nobody", "shop/redis-0", "shop/nobody")]
    [InlineData("shop/web-0", "shop/redis-0", "--size", "--size", "0")]
    public void What_cannot_be_sent_is_an_error(string from, string to, string told, params string[] options)
    {
        CommandResult result = Trace([from, to, .. options]);

        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TCP", 40)]
    [InlineData("UDP", 28)]
    [InlineData("SCTP", 32)]
    [InlineData("ICMP", 28)]
    [InlineData("50", 20)]
    public void A_packet_is_not_shorter_than_its_headers(string protocol, int least)
    {
        string[] sent = [.. (string[])["shop/redis-0", "192.0.2.10", "--protocol", protocol], .. protocol is "ICMP" or "50" ? Array.Empty<string>() : ["--port", "80"]];

        Assert.Equal(new CommandResult(2, "", $"netpol: a packet of {least - 1} octets is too short for its headers, which take {least}\n"), Trace([.. sent, "--size", $"{least - 1}"]));
        Assert.NotEqual(2, Trace([.. sent, "--size", $"{least}"]).Status);
    }

    private static CommandResult Trace(params string[] arguments) => Netpol.RunWithInput(World, ["trace", .. arguments, "-f", "-"]);
}
