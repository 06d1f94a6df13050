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
