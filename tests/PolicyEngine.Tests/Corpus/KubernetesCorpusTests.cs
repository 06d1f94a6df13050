using System.Text.Json;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using TestKit;
using Xunit.Abstractions;

namespace PolicyEngine.Tests.Corpus;

/// <summary>Every cell of the Kubernetes conformance tables: both halves and the whole.</summary>
public sealed class KubernetesCorpusTests(ITestOutputHelper output)
{
    private const int MaxDifferencesShown = 20;

    [CorpusTheory("k8s")]
    [InlineData("generator")]
    [InlineData("examples")]
    [InlineData("recipes")]
    [InlineData("recipes-9pod")]
    [InlineData("edge")]
    [InlineData("fuzz")]
    [InlineData("pa-integration")]
    [InlineData("conformance-v1alpha1")]
    [InlineData("conformance-v1alpha2")]
    public void Every_cell_of_the_family_is_as_expected(string family)
    {
        var differences = new List<string>();
        int cells = 0;
        string[] cases = Directory.GetDirectories(Path.Combine(TestKit.Corpus.Folder!, "k8s", family)).Order(StringComparer.Ordinal).ToArray();
        foreach (string folder in cases)
        {
            foreach (string policies in Directory.GetFiles(folder, "policies*.yaml").Order(StringComparer.Ordinal))
            {
                cells += Judge(folder, policies, differences);
            }
        }

        output.WriteLine($"{family}: {cells} verdicts of {cases.Length} cases judged");
        Console.WriteLine($"corpus k8s/{family}: {cells} verdicts of {cases.Length} cases judged, {differences.Count} differ");
        Assert.True(cells > 0, "no cell was judged");
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(MaxDifferencesShown)));
    }

    private static int Judge(string folder, string policies, List<string> differences)
    {
        // The tables are what the API asks for. Calico differs in this one respect.
        bool hasNodePeers = File.ReadAllText(policies).Contains("nodes:", StringComparison.Ordinal);
        var options = new LoadOptions { Profile = hasNodePeers ? EnforcementProfile.Kubernetes : EnforcementProfile.CalicoIptables };
        LoadResult loaded = new PolicyLoader(options).LoadPaths([Path.Combine(folder, "cluster.yaml"), policies]);
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        string name = expected.RootElement.GetProperty("id").GetString()! + "/" + Path.GetFileName(policies);
        if (loaded.HasErrors)
        {
            differences.Add($"{name}: {loaded.Diagnostics.First(diagnostic => diagnostic.Severity == Text.Severity.Error)}");
        }

        string[] endpoints = [.. expected.RootElement.GetProperty("endpoints").EnumerateArray().Select(endpoint => endpoint.GetString()!)];
        Party[] parties = [.. endpoints.Select(endpoint => loaded.Snapshot.PartyOf(endpoint.StartsWith("ip:", StringComparison.Ordinal) ? endpoint["ip:".Length..] : endpoint))];
        int cells = 0;
        foreach (JsonElement table in expected.RootElement.GetProperty("tables").EnumerateArray())
        {
            Assert.True(Protocol.TryParse(table.GetProperty("protocol").GetString()!, out Protocol protocol));
            TrafficPoint traffic = TrafficPoint.Ports(protocol, (ushort)table.GetProperty("port").GetInt32());
            foreach (string column in (string[])["ingress", "egress", "combined"])
            {
                if (table.TryGetProperty(column, out JsonElement rows))
                {
                    cells += JudgeTable(loaded.Snapshot, name, endpoints, parties, traffic, column, rows, differences);
                }
            }
        }

        return cells;
    }

    private static int JudgeTable(
        PolicySnapshot snapshot, string name, string[] endpoints, Party[] parties, TrafficPoint traffic, string column, JsonElement rows, List<string> differences)
    {
        int cells = 0;
        int source = 0;
        foreach (JsonElement row in rows.EnumerateArray())
        {
            string text = row.GetString()!;
            for (int destination = 0; destination < text.Length; destination++)
            {
                if (text[destination] is '#' or '?')
                {
                    continue;
                }

                cells++;
                Verdict verdict = snapshot.Evaluate(new Flow(parties[source], parties[destination], traffic));
                char actual = column switch
                {
                    "ingress" => Symbol(verdict.Ingress.Outcome),
                    "egress" => Symbol(verdict.Egress.Outcome),
                    _ => verdict.Kind switch { VerdictKind.Allowed => '.', VerdictKind.Denied => 'X', _ => 'u' },
                };
                if (actual != text[destination])
                {
                    differences.Add($"{name}: {column} {endpoints[source]} -> {endpoints[destination]} {traffic}: expected {text[destination]}, got {actual}");
                }
            }

            source++;
        }

        return cells;
    }

    private static char Symbol(Outcome outcome) => outcome switch { Outcome.Allow => '.', Outcome.Deny => 'X', _ => 'u' };
}
