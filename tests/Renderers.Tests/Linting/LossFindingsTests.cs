namespace PolicyEngine.Renderers.Tests.Linting;

public sealed class LossFindingsTests
{
    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        spec: {nodeName: w1}
        status: {podIP: 10.244.1.40}
        ---

        """;

    [Fact]
    public void What_is_dropped_is_an_error_at_its_rule() => Assert.Equal(
        [
            "NetworkPolicy/shop/web spec.ingress[1]: `ios`: SCTP ports cannot be given: traffic to them is dropped, for example `10.1.0.0` to `10.244.1.40`, sctp/3868",
            "NetworkPolicy/shop/web spec.ingress[1]: `rfc8519`: SCTP ports cannot be given: traffic to them is dropped, for example `10.1.0.0` to `10.244.1.40`, sctp/3868",
        ],
        RendererLint.Messages("NP8012", Pod + Policy("ingress: [{from: [{ipBlock: {cidr: 10.2.0.0/16}}]}, {from: [{ipBlock: {cidr: 10.1.0.0/16}}], ports: [{protocol: SCTP, port: 3868}]}]"), "rfc8519", "ios", "iptables"));

    [Fact]
    public void A_policy_that_is_left_out_is_an_error_at_the_policy() => Assert.StartsWith(
        "GlobalNetworkPolicy/broken : `nftables`: GlobalNetworkPolicy/broken is not understood and left out: ",
        Assert.Single(RendererLint.Messages("NP8012", Pod + """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: broken}
            spec: {selector: "app ==", types: [Ingress]}
            """, "nftables")),
        StringComparison.Ordinal);

    [Fact]
    public void What_passes_as_replies_do_is_a_warning_at_its_rule() => Assert.Equal(
        ["NetworkPolicy/shop/web spec.egress[0]: `ios`: what returns is known by its TCP flags only: of other protocols everything passes in the way that replies take, for example `10.244.1.40` to `10.1.0.53`, udp/53"],
        RendererLint.Messages("NP8015", Pod + Policy("egress: [{to: [{ipBlock: {cidr: 10.1.0.53/32}}], ports: [{protocol: UDP, port: 53}]}]"), "ios", "hns"));

    [Fact]
    public void What_no_policy_decides_has_no_place() => Assert.StartsWith(
        " : `rfc8519`: connections are not followed",
        Assert.Single(RendererLint.Messages("NP8015", Pod + "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web, namespace: shop}, spec: {podSelector: {}, policyTypes: [Ingress]}}", "rfc8519")),
        StringComparison.Ordinal);

    private static string Policy(string rules) => $$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {}
          policyTypes: [Ingress, Egress]
          {{rules}}
        """;
}
