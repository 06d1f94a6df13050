using PolicyEngine.Renderers.Conversion;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Tests.Golden;
using TestKit;

namespace PolicyEngine.Renderers.Tests;

/// <summary>Cases that are given as the documents of a cluster, all the way from them to the texts.</summary>
public sealed class DocumentGoldenTests
{
    public static TheoryData<string> Cases => [.. FelixCorpus.Worlds];

    [CorpusTheory("felix")]
    [MemberData(nameof(Cases))]
    public void Documents_become_the_rules_that_Felix_writes(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);
        LoadResult world = new PolicyLoader().Load([PolicySource.FromFile(Corpus.PathOf("felix", name, "world.yaml")), Configuration(golden)]);
        NodeState state = NodeStateBuilder.Build(world.Snapshot.Model, golden.Node, isExact: false);
        NodeState frame = golden.Frame();

        Assert.Equal("", Comparison.Difference(golden, state with
        {
            Settings = state.Settings with { Given = state.Settings.Given.SetItems(frame.Settings.Given) },
            Features = frame.Features,
            UsesIpvs = frame.UsesIpvs,
            Interfaces = frame.Interfaces,
        }));
    }

    /// <summary>The one setting that bears on what an endpoint is.</summary>
    private static PolicySource Configuration(GoldenCase golden)
    {
        string spoofing = golden.Settings.Given.GetValueOrDefault("WorkloadSourceSpoofing", "Disabled");
        return PolicySource.FromText(
            "felix.yaml", $"{{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {{name: default}}, spec: {{workloadSourceSpoofing: {spoofing}}}}}");
    }
}
