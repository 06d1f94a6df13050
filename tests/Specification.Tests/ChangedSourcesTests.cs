using System.Text.Json.Nodes;
using PolicyEngine.Text;

namespace PolicyEngine.Specification.Tests;

/// <summary>A snapshot in which sources were put in the place of others against one that is read at once.</summary>
public sealed class ChangedSourcesTests
{
    private const int MaxSteps = 4;
    private const int Sources = 5;

    private static readonly string[] s_odd =
    [
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: odd, namespace: ns1}, spec: {podSelector: 7}}",
        "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: odd, namespace: ns1}}",
        "{apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: odd.p, namespace: ns1}, spec: {tier: odd, selector: all()}}",
        "{apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: tier1}, spec: {order: first}}",
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: w, namespace: ns1}, spec: {}}",
        "kind: [",
    ];

    [Fact]
    public void A_snapshot_whose_sources_change_says_what_one_of_all_sources_says() => TestKit.Property.Holds(Story.OfAtMost(MaxSteps), Play);

    private static void Play(Story story)
    {
        StoryCluster cluster = story.Cluster();
        var sources = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((int number, JsonObject[] part) in cluster.Start.Chunk(4).Index())
        {
            sources[NameOf(number % Sources)] = sources.GetValueOrDefault(NameOf(number % Sources)) + "\n---\n" + WorldYaml.Print(part);
        }

        var loader = new PolicyLoader(cluster.Options with { KeepsText = true });
        LoadResult known = All();
        foreach (int step in story.Steps)
        {
            var dice = new Dice(step);
            string name = NameOf(dice.Pick(Enumerable.Range(0, Sources).ToArray()));
            bool isGone = dice.Chance(15);
            if (isGone)
            {
                sources.Remove(name);
            }
            else
            {
                sources[name] = Rewritten(sources.GetValueOrDefault(name) ?? "", dice, cluster.Pool);
            }

            LoadResult atOnce = All();
            LoadResult? changed = known.Snapshot.WithSources(isGone ? [] : [PolicySource.FromText(name, sources[name])], isGone ? [name] : []);
            if (changed is not null)
            {
                Assert.Null(SnapshotComparison.Difference(changed.Snapshot, atOnce.Snapshot));
                Assert.Equal(Said(atOnce.Diagnostics), Said(known.Diagnostics.Where(diagnostic => diagnostic.Span.File != name).Concat(changed.Diagnostics)));
                Assert.Equal(Kept(atOnce), Kept(changed));
            }

            known = changed is null ? atOnce : changed with { Diagnostics = atOnce.Diagnostics };
        }

        LoadResult All() => loader.Load(sources.Select(source => PolicySource.FromText(source.Key, source.Value)));
    }

    /// <summary>A text with some of its documents, and some others; now and then with one that is not understood or not taken into account.</summary>
    private static string Rewritten(string text, Dice dice, JsonObject[] pool)
    {
        IEnumerable<string> left = text.Split("\n---\n").Where(_ => dice.Chance(90));
        string[] odd = dice.Chance(10) ? [dice.Pick(s_odd)] : [];
        return string.Join("\n---\n", [.. left, .. dice.Some(0, 2, () => WorldYaml.Print([dice.Pick(pool)])), .. odd]);
    }

    private static string NameOf(int number) => $"part{number}.yaml";

    private static string[] Said(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal)];

    private static string[] Kept(LoadResult result) => [.. result.Documents.Select(document => $"{document.Span} {document.Entries.Length}").Order(StringComparer.Ordinal)];
}
