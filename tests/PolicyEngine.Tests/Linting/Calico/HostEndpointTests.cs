namespace PolicyEngine.Tests.Linting.Calico;

public sealed class HostEndpointTests
{
    private const string Host = """
        apiVersion: projectcalico.org/v3
        kind: HostEndpoint
        metadata: {name: w1-eth0, labels: {role: worker}}
        spec: {node: w1, interfaceName: eth0, expectedIPs: [192.168.10.11]}

        """;

    [Theory]
    [InlineData("", 0)]
    [InlineData("spec: {failsafeInboundHostPorts: []}", 1)]
    [InlineData("spec: {failsafeInboundHostPorts: [{protocol: TCP, port: 22, net: 10.0.0.0/8}]}", 0)]
    [InlineData("spec: {failsafeInboundHostPorts: [{protocol: TCP, port: 179}]}", 1)]
    public void Nobody_is_locked_out_while_a_failsafe_port_is_open(string felix, int count)
    {
        string yaml = Host + (felix.Length == 0 ? "" : $"---\napiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata: {{name: default}}\n{felix}");

        Assert.Equal(count, Lint.Messages("NP6022", yaml).Length);
    }

    [Fact]
    public void A_policy_of_hosts_alone_is_meant()
    {
        const string Policy = """
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: hosts}
            spec: {selector: role == 'worker', types: [Ingress]}
            """;

        Assert.Empty(Lint.Messages("NP6020", Host + Policy));
    }

    [Theory]
    [InlineData("{namespaceSelector: all(), types: [Egress]}", 1)]
    [InlineData("{namespaceSelector: kubernetes.io/metadata.name == 'shop', types: [Egress]}", 0)]
    [InlineData("{namespaceSelector: all(), types: [Egress], egress: [{action: Allow, protocol: UDP, destination: {ports: [53]}}]}", 0)]
    public void A_default_denial_must_leave_the_clusters_dns_something(string spec, int count) =>
        Assert.Equal(count, Lint.Messages("NP6021", $"apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {{name: deny}}\nspec: {spec}").Length);
}
