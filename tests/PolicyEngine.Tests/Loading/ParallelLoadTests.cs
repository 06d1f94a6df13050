using PolicyEngine.Documents;
using PolicyEngine.Model;
using TestKit;

namespace PolicyEngine.Tests.Loading;

/// <summary>Inputs that are read on other threads, ahead of being understood.</summary>
public sealed class ParallelLoadTests
{
    private const string Broken = "a: [1, 2\n---\n{apiVersion: v1, kind: Pod, metadata: {name: late, namespace: a, labels: {x: 1}}}\n";

    private static readonly LoadOptions s_parallel = new() { Parallelism = 4 };

    [Fact]
    public void What_is_read_ahead_is_what_is_read_in_turn() => Property.Holds<int>(seed =>
    {
        PolicySource[] sources = [.. Sources(new Random(seed))];
        LoadResult inTurn = new PolicyLoader().Load(sources);
        LoadResult ahead = new PolicyLoader(s_parallel).Load(sources);
        Assert.Equal(Said(inTurn), Said(ahead), StringComparer.Ordinal);
        Assert.Equal(inTurn.DocumentCount, ahead.DocumentCount);
        Assert.Equal(inTurn.PassedOver, ahead.PassedOver);
        Assert.Equal(Shown(inTurn), Shown(ahead), StringComparer.Ordinal);
    });

    [Fact]
    public void More_diagnostics_than_are_kept_are_counted_alike()
    {
        PolicySource[] sources = [PolicySource.FromText("many.yaml", string.Concat(Enumerable.Repeat("---\n{kind: NetworkPolicy, spec: {podSelector: {}}, spec: 1}\n", 300)))];
        Assert.Equal(Said(new PolicyLoader().Load(sources)), Said(new PolicyLoader(s_parallel).Load(sources)), StringComparer.Ordinal);
    }

    [Fact]
    public void A_source_that_cannot_be_read_is_a_diagnostic_on_any_thread()
    {
        PolicySource[] sources = [PolicySource.FromFile("no-such-file.yaml"), PolicySource.FromText("pod.yaml", Pod(1))];
        LoadResult loaded = new PolicyLoader(s_parallel).Load(sources);
        Assert.Equal("PE1009", loaded.Diagnostics[0].Code);
        Assert.Single(loaded.Snapshot.Model.Endpoints);
    }

    [Fact]
    public void A_load_tells_how_far_it_is()
    {
        var told = new Told();
        new PolicyLoader().Load([PolicySource.FromText("pods.yaml", string.Join("---\n", Enumerable.Range(0, 2500).Select(Pod)))], told);
        Assert.Equal([new LoadProgress("pods.yaml", 1000), new LoadProgress("pods.yaml", 2000)], told);
    }

    private sealed class Told : List<LoadProgress>, IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => Add(value);
    }

    private static IEnumerable<PolicySource> Sources(Random random) => Enumerable.Range(0, random.Next(1, 6)).Select(file => random.Next(8) switch
    {
        0 => PolicySource.FromText($"{file}.yaml", Broken),
        1 => PolicySource.FromText($"{file}.json", $$"""{"apiVersion": "v1", "kind": "List", "items": [{{string.Join(',', Enumerable.Range(0, random.Next(600)).Select(pod => $$$"""{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "j{{{pod}}}", "namespace": "b"}}"""))}}]}"""),
        _ => PolicySource.FromText($"{file}.yaml", string.Join("---\n", Enumerable.Range(0, random.Next(300)).Select(_ => random.Next(50) == 0 ? "{kind: 1\n" : Pod(random.Next(500))))),
    });

    private static string Pod(int number) => $"{{apiVersion: v1, kind: Pod, metadata: {{name: p{number}, namespace: a, labels: {{app: a{number % 7}, app: b}}}}}}\n";

    private static IEnumerable<string> Said(LoadResult loaded) => loaded.Diagnostics.Select(diagnostic => $"{diagnostic} {diagnostic.Hint}");

    private static IEnumerable<string> Shown(LoadResult loaded) => loaded.Snapshot.Model.Endpoints.Select(endpoint => $"{endpoint} {endpoint.Labels} {endpoint.Span}")
        .Concat(loaded.Snapshot.Model.Policies.Select(policy => $"{policy.Name} {policy.Fault?.Message}"));
}
