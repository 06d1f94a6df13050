using PolicyEngine.Renderers.Acl.Hns;
using PolicyEngine.Renderers.Acl.Ios;
using PolicyEngine.Renderers.Acl.Yang;
using PolicyEngine.Renderers.Drift;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;

namespace PolicyEngine.Renderers.Tests;

/// <summary>Nodes that the input does not have: their rules are those of a node without endpoints, which is told.</summary>
public sealed class UnknownNodeTests
{
    private const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: n}, spec: {nodeName: w1}, status: {podIP: 10.0.0.1}}";
    private const string Node = "{apiVersion: v1, kind: Node, metadata: {name: w2}}";

    public static TheoryData<IRenderer> Renderers => [new IptablesRenderer(), new NftablesRenderer(), new IosRenderer(), new YangAclRenderer(), new HnsRenderer()];

    [Theory]
    [MemberData(nameof(Renderers))]
    public void Are_a_loss(IRenderer renderer)
    {
        RenderResult result = renderer.Render(Load(Pod), new RenderRequest { Node = "w9" });

        Loss loss = Assert.Single(OfNodes(result));
        Assert.Equal((LossSeverity.Omitted, "the input has no node `w9`, and the rules are those of one without endpoints", "node/w9"), (loss.Severity, loss.Reason, loss.Rule));
    }

    [Theory]
    [MemberData(nameof(Renderers))]
    public void Are_not_those_of_which_there_is_an_object_or_a_pod_or_was_one(IRenderer renderer)
    {
        Assert.Empty(OfNodes(renderer.Render(Load(Pod), new RenderRequest { Node = "w1" })));
        Assert.Empty(OfNodes(renderer.Render(Load(Node), new RenderRequest { Node = "w2" })));
        Assert.Empty(OfNodes(renderer.Render(Load(Node), new RenderRequest { Node = "w1", Since = Load(Pod) })));
    }

    [Fact]
    public void Are_no_loss_where_endpoints_are_named()
    {
        PolicySnapshot snapshot = Load(Pod);

        Assert.Empty(OfNodes(new IosRenderer().Render(snapshot, new RenderRequest { Node = "w9", Endpoints = [.. snapshot.Model.Endpoints] })));
    }

    [Fact]
    public void Are_not_compared_with_the_rules_that_one_holds()
    {
        var saved = new SavedRules { Iptables = "*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n" };

        Assert.Contains(NodeDrift.Find(Load(Pod), "w9", saved).Uncompared, reason => reason == "the input has no node `w9`, and the rules are those of one without endpoints");
        Assert.DoesNotContain(NodeDrift.Find(Load(Pod), "w1", saved).Uncompared, reason => reason.Contains("no node", StringComparison.Ordinal));
    }

    private static IEnumerable<Loss> OfNodes(RenderResult result) => result.Losses.Where(loss => loss.Rule.StartsWith("node/", StringComparison.Ordinal));

    private static PolicySnapshot Load(string yaml) => new PolicyLoader().LoadText(yaml).Snapshot;
}
