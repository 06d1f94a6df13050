using System.Collections.Immutable;
using PolicyEngine.Linting;
using PolicyEngine.Renderers.Linting;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Tests.Linting;

public sealed class RendererNotEquivalentTests
{
    private const string Documents = """
        apiVersion: v1
        kind: Node
        metadata: {name: w2}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, labels: {app: web}}
        spec: {nodeName: w1}
        status: {podIP: 10.244.1.40}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {}
          ingress: [{from: [{ipBlock: {cidr: 10.1.0.0/16}}], ports: [{port: 8080}]}]
        """;

    [Theory]
    [InlineData(0x0a010001u, false, false, "NetworkPolicy/shop/web", "`ios`: `ios.v4 NP-OUT` drops the packet `10.1.0.1` to `10.244.1.40`, tcp/8080, which the policies allow")]
    [InlineData(0x0a020001u, true, true, "", "`ios`: `ios.v4 NP-OUT` lets through the reply `10.2.0.1` to `10.244.1.40`, tcp/8080, which the policies deny")]
    [InlineData(0x0a020001u, null, false, "", "`ios`: `ios.v4 NP-OUT` does something unknown with the packet `10.2.0.1` to `10.244.1.40`, tcp/8080")]
    public void A_packet_that_is_treated_differently_is_shown(uint source, bool? isPermitted, bool isReply, string place, string message)
    {
        var difference = new RenderDifference("ios.v4 NP-OUT", IpAddress.V4(source), IpAddress.V4(0x0af40128), TrafficPoint.Ports(Protocol.Tcp, 8080), isPermitted) { IsReply = isReply };

        Finding finding = Assert.Single(Find(RenderTarget.Ios, new RenderResult([], []) { Differences = [difference] }, out _));

        Assert.Equal((place, message), (finding.Target.ObjectName, finding.Message));
    }

    [Fact]
    public void What_is_not_proved_is_told()
    {
        Finding finding = Assert.Single(Find(RenderTarget.Hns, new RenderResult([], []) { Unproved = ["too complex"] }, out _));

        Assert.Equal("`hns` is not proved: too complex", finding.Message);
    }

    [Fact]
    public void Rules_of_nodes_are_proved_for_every_node()
    {
        _ = Find(RenderTarget.Nftables, new RenderResult([], []), out List<RenderRequest> requests);

        Assert.Equal([("w1", true), ("w2", true)], requests.Select(request => (request.Node!, request.Proves)));
    }

    [Fact]
    public void What_is_rendered_is_equivalent() => Assert.Empty(RendererLint.Find("NP8014", Documents, ["iptables", "nftables", "ios", "rfc8519", "hns"]));

    private static ImmutableArray<Finding> Find(string target, RenderResult result, out List<RenderRequest> requests)
    {
        var renderer = new GivenRenderer(target, result);
        requests = renderer.Requests;
        return RendererLint.Find("NP8014", Documents, [target.ToString()], rules: RendererRules.For([renderer]));
    }
}
