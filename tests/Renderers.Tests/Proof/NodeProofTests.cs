using System.Collections.Immutable;
using PolicyEngine.Queries;
using PolicyEngine.Renderers.Conversion;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Nftables;
using PolicyEngine.Renderers.Proof;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Renderers.Reading.Nft;
using PolicyEngine.Sets;
using PolicyEngine.Specification;
using TestKit;

namespace PolicyEngine.Renderers.Tests.Proof;

/// <summary>The rules of a node treat every packet as policies say.</summary>
public sealed class NodeProofTests
{
    public static TheoryData<string> Worlds => [.. FelixCorpus.Worlds];

    [CorpusTheory("felix")]
    [MemberData(nameof(Worlds))]
    public void Rules_of_a_node_are_equal_to_its_policies(string name)
    {
        PolicySnapshot snapshot = new PolicyLoader().Load(PolicySource.FromPath(Corpus.PathOf("felix", name, "world.yaml"))).Snapshot;
        Prove(snapshot, "node1");
    }

    [Fact]
    public void Generated()
    {
        int seen = 0;
        var found = new List<string>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (int seed = 0; seed < Property.Cases; seed++)
        {
            PolicyEngine.Specification.World world = WorldBuilder.Build(seed);
            if (Environment.GetEnvironmentVariable("SEED") is { } only && int.Parse(only) != seed) continue;
            if (world.Enforcement != Enforcement.Calico || (Environment.GetEnvironmentVariable("NOHOSTS") is not null && !world.HostEndpoints.IsEmpty))
            {
                continue;
            }

            world = world with { Pods = [.. world.Pods.Select(pod => pod with { Node = pod.Node ?? "n1" })] };
            var loaded = new LoadedWorld(world);
            if (Environment.GetEnvironmentVariable("DUMP") is { } dump) { File.WriteAllText($"{dump}.yaml", world.ToString()); }
            foreach (string node in world.Pods.Select(pod => pod.Node!).Distinct())
            {
                try
                {
                    Prove(loaded.Snapshot, node);
                }
                catch (Exception exception)
                {
                    found.Add($"seed {seed}, node {node}\n{exception.Message}");
                }
            }

            seen++;
        }

        if (found.Count > 0) { Assert.Fail($"{found.Count} of {seen} {watch.Elapsed}\n" + string.Join("\n", found)); }
        Console.WriteLine($"{seen} worlds, {watch.Elapsed}");
    }

    private static void Prove(PolicySnapshot snapshot, string node)
    {
        var request = new RenderRequest { Node = node };
        RenderResult iptables = new IptablesRenderer().Render(snapshot, request);
        RenderResult nftables = new NftablesRenderer().Render(snapshot, request);
        foreach (IpFamily family in new[] { IpFamily.V4, IpFamily.V6 })
        {
            string version = family == IpFamily.V4 ? "v4" : "v6";
            if (Environment.GetEnvironmentVariable("DUMP") is { } dump) { File.WriteAllText($"{dump}.{node}.{version}", string.Concat(iptables.Parts.Where(part => part.Name.EndsWith(version, StringComparison.Ordinal)).Select(part => part.Text))); File.WriteAllText($"{dump}.{node}.{version}.nft", string.Concat(nftables.Parts.Where(part => part.Name.EndsWith(version, StringComparison.Ordinal)).Select(part => part.Text))); }
            if (iptables.Parts.Any(part => part.Name == $"iptables.{version}"))
            {
                Check(snapshot, node, family, IptablesReader.Read(Text(iptables, $"iptables.{version}"), family, IpsetReader.Read(Text(iptables, $"ipset.{version}")).Sets));
                Check(snapshot, node, family, NftScriptReader.Read(Text(nftables, $"nft.{version}")));
            }
        }
    }

    private static void Check(PolicySnapshot snapshot, string node, IpFamily family, LoadedRuleset ruleset)
    {
        Assert.Empty(ruleset.Problems);
        ImmutableArray<NodeDifference> differences = NodeProof.Find(snapshot, NodeRequest.StateOf(snapshot, new RenderRequest { Node = node }), ruleset, family, default);
        if (!differences.IsEmpty)
        {
            Reading.Evaluation.Packet packet = differences[0].Packet;
            Judgement judgement = new RulesetInterpreter(ruleset).Judge(packet, differences[0].Path);
            Assert.Fail($"{differences.Length} differences {differences[0].Path} {ruleset.Tables[0].Name}: accepted {differences[0].IsAccepted} {packet}\n{judgement.Verdict}\n{string.Join('\n', judgement.Trace)}");
        }
    }

    private static string Text(RenderResult result, string part) => result.Parts.Single(known => known.Name == part).Text;
}
