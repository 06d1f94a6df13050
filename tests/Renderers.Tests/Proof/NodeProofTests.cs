using System.Collections.Immutable;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;
using PolicyEngine.Renderers.Proof;
using PolicyEngine.Renderers.Reading.Nft;
using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Renderers.Tests.Proof;

/// <summary>Rules of a node are executed on all packets at once.</summary>
public sealed class NodeProofTests
{
    public static TheoryData<string> Worlds => [.. FelixCorpus.Worlds];

    [CorpusTheory("felix")]
    [MemberData(nameof(Worlds))]
    public void Rules_of_reference_worlds_are_equal_to_their_policies(string name)
    {
        PolicySnapshot snapshot = new PolicyLoader().Load(PolicySource.FromPath(Corpus.PathOf("felix", name, "world.yaml"))).Snapshot;
        foreach (IRenderer renderer in new IRenderer[] { new IptablesRenderer(), new NftablesRenderer() })
        {
            RenderResult result = renderer.Render(snapshot, new RenderRequest { Node = "node1", Proves = true });

            Assert.Empty(result.Differences);
            Assert.Empty(result.Unproved);
        }
    }

    [Theory]
    [InlineData(RenderTarget.Iptables)]
    [InlineData(RenderTarget.Nftables)]
    public void What_an_agent_gets_wrong_is_found_in_its_own_rules(string target)
    {
        const string Rule = "{action: Allow, protocol: TCP, source: {nets: [10.1.0.0/16, 10.2.0.0/16]}, destination: {nets: [10.0.0.0/24, 10.9.0.0/16], ports: [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31]}}";
        string world = $$$"""
            {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {nodeName: n1, containers: [{name: c}]}, status: {podIP: 10.0.0.1}}
            ---
            {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: p}, spec: {selector: all(), types: [Ingress], ingress: [{{{Rule}}}] }}
            """;
        PolicySnapshot snapshot = new PolicyLoader().LoadText(world).Snapshot;
        IRenderer renderer = target == RenderTarget.Iptables ? new IptablesRenderer() : new NftablesRenderer();

        Assert.Empty(renderer.Render(snapshot, new RenderRequest { Proves = true }).Differences);

        // Both of two blocks are kept apart; of a third nobody knows whether it was met.
        RenderResult felix = renderer.Render(snapshot, new RenderRequest { Proves = true, Fidelity = Fidelity.Felix });
        Assert.NotEmpty(felix.Differences);
        Assert.All(felix.Differences, difference => Assert.NotEmpty(difference.Rule));
    }

    [Fact]
    public void Chains_that_lead_to_each_other_without_end_are_not_followed()
    {
        const string Text = """
            add table ip t
            add chain ip t f { type filter hook forward priority 0; }
            add chain ip t a
            add rule ip t a jump a
            add rule ip t f jump a
            """;

        Assert.NotEmpty(Find(Text));
    }

    [Fact]
    public void Rules_that_write_ever_new_marks_are_given_up()
    {
        IEnumerable<string> rules = Enumerable.Range(0, 12).Select(bit => $"add rule ip t f ip saddr @s{bit} meta mark set mark or {1 << bit}");
        IEnumerable<string> sets = Enumerable.Range(0, 12).Select(bit =>
            $"add set ip t s{bit} {{ type ipv4_addr; flags interval; }}\nadd element ip t s{bit} {{ {string.Join(", ", Enumerable.Range(0, 4096).Where(host => ((host >> bit) & 1) == 1).Select(host => $"10.0.{host >> 8}.{host & 255}"))} }}");
        string text = string.Join('\n', [.. sets, "add chain ip t f { type filter hook forward priority 0; }", .. rules]);

        Assert.Throws<TooComplexException>(() => Find($"add table ip t\n{text}"));
    }

    private static ImmutableArray<NodeDifference> Find(string nft)
    {
        PolicySnapshot snapshot = ShopWorld.Load();
        return NodeProof.Find(snapshot, NodeRequest.StateOf(snapshot, new RenderRequest { Node = ShopWorld.Node }), NftScriptReader.Read(nft), IpFamily.V4, default);
    }
}
