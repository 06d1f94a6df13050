namespace PolicyEngine.Tests.Linting.Dataplane;

public sealed class MtuMessagesTests
{
    [Theory]
    [InlineData("10.244.0.0/16", "10.244.1.40", "192.168.10.12", "vxlanMode: CrossSubnet", "ICMP type 3 code 4 (fragmentation needed)")]
    [InlineData("10.244.0.0/16", "10.244.1.40", "192.168.10.12", "ipipMode: Always", "ICMP type 3 code 4 (fragmentation needed)")]
    [InlineData("'fd00::/64'", "'fd00::40'", "'2001:db8::12'", "vxlanMode: Always", "ICMPv6 type 2 (packet too big)")]
    [InlineData("10.244.0.0/16", "10.244.1.40", "192.168.10.12", "vxlanMode: Never", null)]
    [InlineData("10.245.0.0/16", "10.244.1.40", "192.168.10.12", "vxlanMode: Always", null)]
    [InlineData("10.244.0.0/16", "10.244.1.40", "'2001:db8::12'", "vxlanMode: Always", null)]
    public void Pods_of_pools_with_wrapped_packets(string cidr, string pod, string node, string mode, string? denied) => Assert.Equal(
        denied is null ? [] : [$"packets of `Pod/shop/web-0` are wrapped (`IPPool/main`), and {denied} from other nodes is denied to it"],
        Lint.Messages("NP8017", $$$"""
            {{{LintYaml.Calico("IPPool", "{name: main}", $"{{cidr: {cidr}, {mode}}}")}}}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: w2}
            status: {addresses: [{type: InternalIP, address: {{{node}}} }]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            spec: {nodeName: w1}
            status: {podIP: {{{pod}}} }
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {}, policyTypes: [Ingress]}
            """));
}
