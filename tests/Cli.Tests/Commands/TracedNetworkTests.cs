namespace Cli.Tests.Commands;

/// <summary>The network that <c>trace</c> makes of its input, and what it says of that.</summary>
public sealed class TracedNetworkTests
{
    private const string Cluster = """
        {apiVersion: v1, kind: Node, metadata: {name: w1}, status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: w2}, status: {addresses: [{type: InternalIP, address: 10.0.0.2}]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.244.0.0/16, vxlanMode: Always}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {nodeName: w1}, status: {podIP: 10.244.1.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {nodeName: w2}, status: {podIP: 10.244.2.1}}
        """;

    private const string Services = """

        ---
        {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: NodePort, clusterIP: 10.96.0.10, ports: [{port: 80, nodePort: 30080}]}}
        ---
        {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s-x, labels: {kubernetes.io/service-name: s}}, addressType: IPv4, ports: [{port: 8080}], endpoints: [{addresses: [10.244.2.1], nodeName: w2}]}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: none}, spec: {type: NodePort, clusterIP: 10.96.0.11, selector: {app: nobody}, ports: [{port: 80, nodePort: 30081}]}}
        """;

    private const string Ebpf = "\n---\n{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {bpfEnabled: true}}";
    private const string EbpfOnOne = "\n---\n{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: node.w1}, spec: {bpfEnabled: true}}";

    [Fact]
    public void What_is_inferred_of_the_network_is_told_on_demand()
    {
        CommandResult quiet = Netpol.RunWithInput(Cluster, "trace", "default/a", "default/b", "--port", "80", "-f", "-");
        CommandResult verbose = Netpol.RunWithInput(Cluster, "trace", "default/a", "default/b", "--port", "80", "-f", "-", "--verbose");

        Assert.Equal((0, 0), (quiet.Status, verbose.Status));
        Assert.DoesNotContain("assumed", quiet.Error, StringComparison.Ordinal);
        Assert.Matches(@"\n  note: \d+ things that the input does not say are assumed; --verbose tells what\n", quiet.Output);
        Assert.Contains("netpol: assumed: `w1`, `w2`: the node's subnet is taken to be a /24\n", verbose.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", verbose.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_network_is_the_one_that_the_datastore_describes()
    {
        const string Settings = "\n---\n{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {vxlanMTU: 1000}}";

        Assert.Equal(0, Netpol.RunWithInput(Cluster, "trace", "default/a", "default/b", "--port", "80", "--size", "1400", "-f", "-").Status);
        Assert.Equal(1, Netpol.RunWithInput(Cluster + Settings, "trace", "default/a", "default/b", "--port", "80", "--size", "1400", "-f", "-").Status);
    }

    [Fact]
    public void Where_Terway_leads_past_the_rules_of_nodes_the_way_says_that_no_policy_is_asked()
    {
        const string Terway = """

            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: eni-config, namespace: kube-system}, data: {10-terway.conf: '{"eniip_virtual_type": "IPVlan"}'}}
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed}, spec: {podSelector: {}, policyTypes: [Ingress]}}
            """;
        CommandResult result = Netpol.RunWithInput(Cluster + Terway, "trace", "default/a", "default/b", "--port", "80", "-f", "-", "--verbose");

        Assert.Equal(0, result.Status);
        Assert.Contains("no policy of the pod is asked: eth0 leads past the rules of its node\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("netpol: assumed: the network is Terway's; pods are taken to be connected by IPvlan\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Flannel_alone_enforces_no_policies_and_a_note_says_so()
    {
        CommandResult result = Netpol.RunWithInput(FlannelOf("vxlan"), "trace", "default/a", "default/b", "--port", "80", "-f", "-");

        Assert.Equal(0, result.Status);
        Assert.Contains("note: the network is Flannel's alone, which enforces no policies\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_Flannels_configuration_does_not_work_there_is_no_way_but_an_error()
    {
        CommandResult result = Netpol.RunWithInput(FlannelOf("bogus"), "trace", "default/a", "default/b", "--port", "80", "-f", "-");

        Assert.Equal(2, result.Status);
        Assert.Contains("error PE6009: Flannel does not work on node `w1`: there is no backend `bogus` here\n", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("netpol: the network cannot be walked: node `w1`: there is no backend `bogus` here\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default/a", "default/b", "at w2: Windows and what it does with packets are not modelled")]
    [InlineData("default/b", "default/a", "at default/b: Windows and what it does with packets are not modelled")]
    [InlineData("203.0.113.7", "node/w2", "at w2: Windows and what it does with packets are not modelled")]
    public void The_way_ends_at_a_node_that_runs_Windows(string from, string to, string told)
    {
        string windows = Cluster.Replace("metadata: {name: w2}", "metadata: {name: w2, labels: {kubernetes.io/os: windows}}", StringComparison.Ordinal);
        CommandResult result = Netpol.RunWithInput(windows, "trace", from, to, "--port", "80", "-f", "-");

        Assert.Equal(3, result.Status);
        Assert.StartsWith("not modelled: ", result.Output, StringComparison.Ordinal);
        Assert.Contains($"\n  {told}\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("the answer", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_runs_Windows_changes_nothing_for_packets_that_do_not_come_there()
    {
        string windows = Cluster.Replace("metadata: {name: w2}", "metadata: {name: w2, labels: {kubernetes.io/os: windows}}", StringComparison.Ordinal);

        Assert.Equal(0, Netpol.RunWithInput(windows, "trace", "default/a", "node/w1", "--port", "80", "-f", "-").Status);
    }

    [Theory]
    [InlineData("calico-ebpf", "")]
    [InlineData("calico-iptables", Ebpf)]
    [InlineData("calico-iptables", EbpfOnOne)]
    public void The_way_ends_where_eBPF_programs_translate_for_a_Service(string profile, string settings)
    {
        foreach (string to in (string[])["nodeport/default/s@w1", "svc/default/s", "nodeport/default/none@w1"])
        {
            CommandResult result = Netpol.RunWithInput(Cluster + Services + settings, "trace", "default/a", to, "-f", "-", "--profile", profile);

            Assert.Equal(3, result.Status);
            Assert.StartsWith("not modelled: ", result.Output, StringComparison.Ordinal);
            Assert.Contains("\n  at w1: Calico's eBPF programs translate here for Services, and not as kube-proxy does; they are not modelled\n", result.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("KUBE-", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_note_tells_that_eBPF_programs_are_passed()
    {
        CommandResult result = Netpol.RunWithInput(Cluster + Services, "trace", "default/a", "default/b", "--port", "80", "-f", "-", "--profile", "calico-ebpf");

        Assert.Equal(0, result.Status);
        Assert.Contains(
            "\n  note: `w1`, `w2`: Calico's eBPF programs are not modelled; this is the way that its other dataplanes lead packets that no Service translates\n",
            result.Output,
            StringComparison.Ordinal);
    }

    private static string FlannelOf(string backend) => $$$"""
        {apiVersion: v1, kind: ConfigMap, metadata: {name: kube-flannel-cfg, namespace: kube-flannel}, data: {net-conf.json: '{"Network": "10.244.0.0/16", "Backend": {"Type": "{{{backend}}}"}}'}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: w1}, spec: {podCIDR: 10.244.1.0/24}, status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}}
        ---
        {apiVersion: v1, kind: Node, metadata: {name: w2}, spec: {podCIDR: 10.244.2.0/24}, status: {addresses: [{type: InternalIP, address: 10.0.0.2}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {nodeName: w1}, status: {podIP: 10.244.1.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {nodeName: w2}, status: {podIP: 10.244.2.1}}
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed}, spec: {podSelector: {}, policyTypes: [Ingress]}}
        """;
}
