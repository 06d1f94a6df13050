using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;

namespace PolicyEngine.Renderers.Tests;

/// <summary>Nodes that the input does not have: their rules are those of a node without endpoints, which is told.</summary>
public sealed class UnknownNodeTests
{
    private const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: n}, spec: {nodeName: w1}, status: {podIP: 10.0.0.1}}";
    private const string Node = "{apiVersion: v1, kind: Node, metadata: {name: w2}}";

    public static TheoryData<IRenderer> Renderers => [new IptablesRenderer(), new NftablesRenderer()];

    [Theory]
    [MemberData(nameof(Renderers))]
    public void Are_a_loss(IRenderer renderer)
    {
        RenderResult result = renderer.Render(Load(Pod), new RenderRequest { Node = "w9" });

        Loss loss = Assert.Single(result.Losses);
        Assert.Equal((LossSeverity.Omitted, "the input has no node `w9`, and the rules are those of one without endpoints", "node/w9"), (loss.Severity, loss.Reason, loss.Rule));
    }

    [Theory]
    [MemberData(nameof(Renderers))]
    public void Are_not_those_of_which_there_is_an_object_or_a_pod_or_was_one(IRenderer renderer)
    {
        Assert.Empty(renderer.Render(Load(Pod), new RenderRequest { Node = "w1" }).Losses);
        Assert.Empty(renderer.Render(Load(Node), new RenderRequest { Node = "w2" }).Losses);
        Assert.Empty(renderer.Render(Load(Node), new RenderRequest { Node = "w1", Since = Load(Pod) }).Losses);
    }

    private static PolicySnapshot Load(string yaml) => new PolicyLoader().LoadText(yaml).Snapshot;
}
