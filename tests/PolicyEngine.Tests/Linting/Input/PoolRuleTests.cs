namespace PolicyEngine.Tests.Linting.Input;

/// <summary>NP8001 to NP8004: address pools.</summary>
public sealed class PoolRuleTests
{
    [Theory]
    [InlineData("cidr: 10.244.0.1/16", "NP8001")]
    [InlineData("cidr: 10.244.0.1", "NP8001 NP8002")]
    [InlineData("cidr: office", "NP8001")]
    [InlineData("natOutgoing: true", "NP8001")]
    [InlineData("cidr: 169.254.8.0/24", "NP8001")]
    [InlineData("cidr: 'fe80::/9'", "NP8001")]
    [InlineData("cidr: 10.244.0.0/16, blockSize: 19", "NP8002")]
    [InlineData("cidr: 10.244.0.0/16, blockSize: 33", "NP8002")]
    [InlineData("cidr: 'fd00::/48', blockSize: 64", "NP8002")]
    [InlineData("cidr: 10.244.0.0/27", "NP8002")]
    [InlineData("cidr: 10.244.0.0/16, ipipMode: Always, vxlanMode: CrossSubnet", "NP8004")]
    [InlineData("cidr: 'fd00::/48', ipipMode: CrossSubnet", "NP8004")]
    [InlineData("cidr: 10.244.0.0/16, allowedUses: [LoadBalancer, Workload]", "NP8004")]
    [InlineData("cidr: 10.244.0.0/16, allowedUses: [LoadBalancer], vxlanMode: Always", "NP8004")]
    [InlineData("cidr: 10.244.0.0/16, allowedUses: [LoadBalancer], disableBGPExport: true", "NP8004")]
    [InlineData("cidr: 10.244.0.0/16, allowedUses: [LoadBalancer], nodeSelector: has(rack)", "NP8004")]
    [InlineData("cidr: 10.244.0.0/16, allowedUses: [Tunnel], namespaceSelector: has(team)", "NP8004")]
    [InlineData("cidr: 10.244.0.0/16", "")]
    [InlineData("cidr: 10.244.0.0/27, disabled: true", "")]
    [InlineData("cidr: 10.244.0.0/27, blockSize: 27", "")]
    [InlineData("cidr: 10.244.0.0/16, blockSize: 0, ipipMode: '', vxlanMode: Never", "")]
    [InlineData("cidr: 'fd00::/48', vxlanMode: Always", "")]
    [InlineData("cidr: 192.0.2.0/24, allowedUses: [LoadBalancer], nodeSelector: all()", "")]
    [InlineData("cidr: 10.244.0.0/16, namespaceSelector: has(team)", "")]
    public void A_pool_that_calico_refuses_is_found(string spec, string rules) => Assert.Equal(rules, Ids(Pool("pods", spec)));

    [Fact]
    public void A_pool_that_is_refused_has_its_addresses_all_the_same() =>
        Assert.Equal("10.244.0.0/16", Lint.Load(Pool("pods", "cidr: 10.244.0.1/16, ipipMode: Always, vxlanMode: Always")).Snapshot.Model.IpPools.Single().Cidr.ToString());

    [Fact]
    public void Pools_that_overlap_are_told_once_each() =>
        Assert.Equal(
            ["`10.1.0.0/16` of pool `b` overlaps `10.0.0.0/8` of pool `a`", "`10.1.2.0/24` of pool `c` overlaps `10.1.0.0/16` of pool `b`", "`10.1.2.0/24` of pool `d` overlaps `10.1.2.0/24` of pool `c`"],
            Overlaps(Pool("d", "cidr: 10.1.2.0/24"), Pool("a", "cidr: 10.0.0.0/8"), Pool("c", "cidr: 10.1.2.0/24"), Pool("b", "cidr: 10.1.0.0/16"), Pool("e", "cidr: 11.0.0.0/8")),
            StringComparer.Ordinal);

    [Fact]
    public void A_pool_that_is_disabled_overlaps_nothing() =>
        Assert.Empty(Overlaps(Pool("a", "cidr: 10.0.0.0/8, disabled: true"), Pool("b", "cidr: 10.1.0.0/16")));

    [Fact]
    public void A_pool_may_not_hold_addresses_of_services_and_nodes() => Assert.Equal(
        [
            "`10.0.0.0/8` of pool `a` holds the address `10.9.0.1` of node `n1`",
            "`10.0.0.0/8` of pool `a` holds the address `10.96.0.1` of service `default/kubernetes`",
        ],
        Overlaps(
            Pool("a", "cidr: 10.0.0.0/8"),
            "{apiVersion: v1, kind: Service, metadata: {name: kubernetes, namespace: default}, spec: {clusterIP: 10.96.0.1, ports: [{port: 443}]}}",
            "{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 10.9.0.1}]}}"),
        StringComparer.Ordinal);

    [Fact]
    public void Addresses_of_load_balancers_are_services_own() => Assert.Empty(Overlaps(
        Pool("a", "cidr: 192.0.2.0/24, allowedUses: [LoadBalancer]"),
        "{apiVersion: projectcalico.org/v3, kind: BGPConfiguration, metadata: {name: default}, spec: {serviceLoadBalancerIPs: [{cidr: 192.0.2.0/24}]}}"));

    [Fact]
    public void Tunnels_have_addresses_of_pools() => Assert.Empty(Overlaps(
        Pool("a", "cidr: 10.244.0.0/16"),
        "{apiVersion: v1, kind: Node, metadata: {name: n1, annotations: {projectcalico.org/IPv4VXLANTunnelAddr: 10.244.0.1}}, status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}}"));

    private static string Pool(string name, string spec) => $"{{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {{name: {name}}}, spec: {{{spec}}}}}";

    private static string Ids(string yaml) => string.Join(' ', Lint.Run(yaml).Findings.Select(finding => finding.Rule.Id).Where(id => id.StartsWith("NP800", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static string[] Overlaps(params string[] documents) => [.. Lint.Messages("NP8003", string.Join("\n---\n", documents)).Order(StringComparer.Ordinal)];
}
