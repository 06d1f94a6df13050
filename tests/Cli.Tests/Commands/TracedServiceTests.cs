namespace Cli.Tests.Commands;

/// <summary>Packets to the addresses and ports of Services, as they are written.</summary>
public sealed class TracedServiceTests
{
    private const string Cluster = """
        {apiVersion: v1, kind: Node, metadata: {name: w1, labels: {topology.kubernetes.io/zone: east}}, status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: w2, labels: {topology.kubernetes.io/zone: west}}, status: {addresses: [{type: InternalIP, address: 10.0.0.2}]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.244.0.0/16, vxlanMode: Always, natOutgoing: true}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {nodeName: w1, containers: [{name: c}]}, status: {podIP: 10.244.1.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop, labels: {app: b}}, spec: {nodeName: w2, containers: [{name: c}]}, status: {podIP: 10.244.2.1}}
        ---
        {apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: kubernetes}, spec: {cidrs: [10.96.0.0/16]}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: b, namespace: shop}
        spec:
          type: LoadBalancer
          clusterIP: 10.96.0.10
          externalTrafficPolicy: Local
          loadBalancerSourceRanges: [203.0.113.0/24]
          selector: {app: b}
          ports: [{name: dns, port: 53, protocol: UDP, targetPort: 5353}, {name: dns-tcp, port: 53, protocol: TCP, targetPort: 5354, nodePort: 30053}]
        status: {loadBalancer: {ingress: [{ip: 198.51.100.9}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: two, namespace: shop}, spec: {clusterIP: 10.96.0.14, selector: {app: b}, ports: [{name: main, port: 80, targetPort: 8080}, {name: 80-more, port: 81, targetPort: 8081}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: none, namespace: shop}, spec: {clusterIP: 10.96.0.13, selector: {app: nobody}, ports: [{port: 80}]}}
        """;

    [Theory]
    [InlineData("10.96.0.10 --port 53 --protocol UDP", "becomes 10.244.1.1 -> 10.244.2.1 udp/5353")]
    [InlineData("svc/shop/b --port 53 --protocol TCP", "becomes 10.244.1.1 -> 10.244.2.1 tcp/5354")]
    [InlineData("Service/shop/b --port 53 --protocol TCP", "becomes 10.244.1.1 -> 10.244.2.1 tcp/5354")]
    [InlineData("NodePorts/shop/b@w2 --port 30053", "-> 10.244.2.1 tcp/5354")]
    [InlineData("nodeport/shop/b:30053-30060@w2", "-> 10.244.2.1 tcp/5354")]
    [InlineData("nodeport/shop/b:dns-tcp@w2", "-> 10.244.2.1 tcp/5354")]
    [InlineData("nodeport/shop/b@w2", "-> 10.244.2.1 tcp/5354")]
    [InlineData("no/w2 --port 30053", "-> 10.244.2.1 tcp/5354")]
    [InlineData("svc/shop/b:dns", "becomes 10.244.1.1 -> 10.244.2.1 udp/5353")]
    public void A_packet_to_a_Services_address_is_translated_whichever_way_it_is_named(string to, string translation) => Ends("delivered", translation, "shop/a", to);

    [Theory]
    [InlineData("svc/shop/two:80-more", "8081")]
    [InlineData("svc/shop/two --port 80-more", "8081")]
    [InlineData("svc/shop/two:80", "8080")]
    [InlineData("svc/shop/two:80-90", "8080")]
    public void A_name_of_a_port_that_begins_with_a_number_is_no_range(string to, string port) => Ends("delivered", $"becomes 10.244.1.1 -> 10.244.2.1 tcp/{port}", "shop/a", to);

    [Fact]
    public void A_port_that_the_Service_does_not_have_leads_nowhere() => Ends("lost outside", "service shop/b has 10.96.0.10, and no rule of kube-proxy takes the packet", "shop/a", "svc/shop/b --port 99");

    [Fact]
    public void A_cluster_address_is_not_reached_from_outside() =>
        Ends("lost outside", "service shop/b has 10.96.0.10, and the packet passed no node, where kube-proxy would translate it\n  hint: use a node port or a load balancer", "203.0.113.9", "10.96.0.10 --port 53 --protocol TCP");

    [Fact]
    public void A_ping_of_a_Service_goes_to_its_address() => Ends("lost outside", "10.244.1.1 -> 10.96.0.10 icmp/8/0", "shop/a", "svc/shop/b --icmp 8");

    [Fact]
    public void An_address_that_no_Service_has_leads_nowhere() =>
        Ends("lost outside", "no service has 10.96.0.77, which is in the range of Services\n  hint: see that the service is there", "shop/a", "10.96.0.77 --port 80");

    [Theory]
    [InlineData("nftables", "refused by the service", "10.96.0.10", "at w1: a service's address takes packets to its ports alone, and no pings", "hint: send to one of the service's ports")]
    [InlineData("nftables", "refused by the service", "10.96.0.10 --port 99", "at w1: no service has this port at its address", "hint: send to one of the service's ports")]
    [InlineData("nftables", "dropped by the service", "10.96.0.77 --port 80", "at w1: no service has this address", "hint: see that the service is there")]
    [InlineData("ipvs", "delivered", "10.96.0.10", "at w1: KUBE-SERVICES: the node itself answers the ping", "shop/a")]
    public void What_a_mode_of_kube_proxy_does_with_strays_is_told_with_what_helps(string mode, string end, string to, string told, string hint)
    {
        string output = Netpol.RunWithInput($"{Cluster}\n---\n{Proxy($"mode: {mode}")}", ["trace", "shop/a", .. to.Split(' '), "-f", "-"]).Output;

        Assert.StartsWith($"{end}: ", output, StringComparison.Ordinal);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Contains(hint, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_see_the_nodes_address_where_kube_proxy_masquerades_everything()
    {
        const string Policy = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: b, namespace: shop}, spec: {podSelector: {matchLabels: {app: b}}, ingress: [{from: [{podSelector: {}}]}]}}";

        Assert.Equal(0, Traced(Policy).Status);
        Assert.StartsWith("denied by policy: ", Traced($"{Policy}\n---\n{Proxy("iptables: {masqueradeAll: true}")}").Output, StringComparison.Ordinal);

        static CommandResult Traced(string more) => Netpol.RunWithInput($"{Cluster}\n---\n{more}", "trace", "shop/a", "svc/shop/b:dns", "-f", "-");
    }

    [Fact]
    public void A_node_port_is_not_open_on_addresses_that_kube_proxy_leaves_out()
    {
        string output = Netpol.RunWithInput($"{Cluster}\n---\n{Proxy("nodePortAddresses: [192.168.0.0/16]")}", "trace", "203.0.113.7", "no/w2", "--port", "30053", "-f", "-").Output;

        Assert.DoesNotContain("translated", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Service_without_backends_refuses() => Ends("refused by the service", "at w1: service shop/none", "shop/a", "svc/shop/none --port 80");

    [Fact]
    public void A_packet_to_a_load_balancers_address_enters_at_a_node_with_a_backend() =>
        Ends("delivered", "  w2\n    in eth0 203.0.113.7 -> 198.51.100.9", "203.0.113.7", "198.51.100.9 --port 53");

    [Fact]
    public void A_node_without_a_backend_drops_what_is_for_backends_of_its_own() =>
        Ends("dropped by the service", "at w1: service shop/b:dns-tcp has no backend on this node, and its externalTrafficPolicy is Local", "203.0.113.7", "198.51.100.9@w1 --port 53");

    [Fact]
    public void A_client_outside_the_source_ranges_is_dropped() =>
        Ends("dropped by the service", "the client is not in loadBalancerSourceRanges of service shop/b:dns-tcp", "192.0.2.7", "198.51.100.9@w2 --port 53");

    [Fact]
    public void A_packet_to_a_node_goes_to_its_address_and_meets_its_node_ports() =>
        Ends("dropped by the service", "at w1: service shop/b:dns-tcp has no backend on this node", "203.0.113.7", "node/w1 --port 30053");

    [Fact]
    public void The_node_port_is_no_port_of_the_Services_own_address() => Ends("lost outside", "10.0.0.1 -> 10.96.0.10 tcp/30053", "shop/a", "svc/shop/b --port 30053");

    [Theory]
    [InlineData("198.51.100.9@w9 --port 53", "there is no node `w9`")]
    [InlineData("10.0.0.2@w1 --port 53", "10.0.0.2 is an address of node `w2`, where packets to it enter the cluster")]
    [InlineData("10.96.0.10 --port http", "`http` is the name of a port, and 10.96.0.10 has none of that name")]
    [InlineData("svc/shop/absent --port 53", "absent")]
    public void What_cannot_be_sent_is_an_error(string to, string told)
    {
        CommandResult result = Trace("shop/a", to);

        Assert.Equal(2, result.Status);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nodeport/shop/none", "the input gives service `shop/none` no port of nodes")]
    [InlineData("nodeport/shop/none@w1 --port 80", "the input gives service `shop/none` no port of nodes")]
    [InlineData("nodeport/shop/none --icmp 8", "the input gives service `shop/none` no port of nodes")]
    [InlineData("nodeport/shop/b@w2 --port 30099", "nodes open no port `30099` for service `shop/b`; they open 30053 (dns-tcp)")]
    [InlineData("nodeport/shop/b@w2 --port 53", "nodes open no port `53` for service `shop/b`; they open 30053 (dns-tcp)")]
    [InlineData("nodeport/shop/b@w2 --port 30053 --protocol UDP", "nodes open no UDP port `30053` for service `shop/b`; they open 30053 (dns-tcp)")]
    [InlineData("nodeport/shop/b:dns@w2", "nodes open no port `dns` for service `shop/b`; they open 30053 (dns-tcp)")]
    public void A_port_that_nodes_do_not_open_is_refused_in_the_words_of_verdicts(string to, string told)
    {
        Assert.Equal(new CommandResult(2, "", $"netpol: {told}\n"), Trace("shop/a", to));
        Assert.Contains(told, Netpol.RunWithInput(Cluster, ["can", "shop/a", .. to.Split(' '), "-f", "-"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_reaches_itself_by_loopback() => Ends("delivered", "127.0.0.1 -> 127.0.0.1 tcp/80", "node/w1", "127.0.0.1 --port 80");

    [Fact]
    public void Nothing_is_sent_on_to_all_machines_of_a_link() => Ends("not sent on", "at w1: ", "shop/a", "255.255.255.255 --port 80");

    private static void Ends(string end, string told, string from, string to)
    {
        CommandResult result = Trace(from, to);

        Assert.Equal(("", end == "delivered" ? 0 : 1), (result.Error, result.Status));
        Assert.StartsWith($"{end}: {from} -> {to.Split(' ')[0]}, ", result.Output, StringComparison.Ordinal);
        Assert.Contains(told, result.Output, StringComparison.Ordinal);
    }

    private static CommandResult Trace(string from, string to) => Netpol.RunWithInput(Cluster, ["trace", from, .. to.Split(' '), "-f", "-"]);

    private static string Proxy(string config) => $$$"""{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-proxy, namespace: kube-system}, data: {config.conf: "{{{config}}}"}}""";
}
