namespace PolicyEngine.Tests.Linting.Dataplane;

public sealed class PoolTests
{
    [Theory]
    [InlineData("{cidr: 10.244.0.0/16}", "{cidr: 10.245.0.0/16}", "`cidr` of `IPPool/main` was `10.244.0.0/16` and is `10.245.0.0/16`, which an API server refuses")]
    [InlineData("{cidr: 10.244.0.0/16}", "{cidr: 10.244.0.0/16, blockSize: 24}", "`blockSize` of `IPPool/main` was `26` and is `24`, which an API server refuses")]
    [InlineData("{cidr: 'fd00::/64', blockSize: 124}", "{cidr: 'fd00::/64'}", "`blockSize` of `IPPool/main` was `124` and is `122`, which an API server refuses")]
    [InlineData("{cidr: 10.244.0.0/16, blockSize: 26}", "{cidr: 10.244.0.0/16, vxlanMode: Always}", null)]
    public void Addresses_and_blocks_of_a_pool_stay(string before, string now, string? message) =>
        Assert.Equal(message is null ? [] : [message], Lint.Changes("NP8005", Pool("main", before), Pool("main", now)));

    [Fact]
    public void Another_pool_may_have_other_addresses() => Assert.Empty(Lint.Changes("NP8005", Pool("old", "{cidr: 10.244.0.0/16}"), Pool("new", "{cidr: 10.245.0.0/16}")));

    [Theory]
    [InlineData("windows", "projectcalico.org/v3", "IPAMConfiguration", "{}", 1)]
    [InlineData("windows", "crd.projectcalico.org/v1", "IPAMConfig", "{strictAffinity: false}", 1)]
    [InlineData("windows", "crd.projectcalico.org/v1", "IPAMConfig", "{strictAffinity: true}", 0)]
    [InlineData("linux", "projectcalico.org/v3", "IPAMConfiguration", "{strictAffinity: false}", 0)]
    [InlineData("windows", "example.org/v3", "IPAMConfiguration", "{strictAffinity: false}", 0)]
    public void Windows_nodes_need_strict_affinity(string system, string version, string kind, string spec, int findings) => Assert.Equal(findings, Lint.Messages("NP8008", $$"""
        apiVersion: v1
        kind: Node
        metadata: {name: n1, labels: {kubernetes.io/os: {{system}} } }
        ---
        apiVersion: {{version}}
        kind: {{kind}}
        metadata: {name: default}
        spec: {{spec}}
        """).Length);

    private static string Pool(string name, string spec) => LintYaml.Calico("IPPool", $"{{name: {name}}}", spec);
}
