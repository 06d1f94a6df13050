using System.Text.Json;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using TestKit;
using Xunit.Abstractions;

namespace PolicyEngine.Tests.Corpus;

/// <summary>The connectivity of whole clusters, as another analyser lists it, by its rules of comparison.</summary>
public sealed class ConnectivityCorpusTests(ITestOutputHelper output)
{
    private const int MaxDifferencesShown = 20;

    [CorpusFact("npguard")]
    public void Every_matrix_is_as_expected()
    {
        var differences = new List<string>();
        (int cases, int rows) = (0, 0);
        foreach (ConnectivityCase one in ConnectivityCase.All())
        {
            if (!one.IsComparable)
            {
                continue;
            }

            HashSet<string> expected = one.Rows();
            HashSet<string> actual = ConnectivityRows.Of(one.Load(), one.Peers());
            differences.AddRange(expected.Except(actual, StringComparer.Ordinal).Select(row => $"{one.Name}: missing {row}"));
            differences.AddRange(actual.Except(expected, StringComparer.Ordinal).Select(row => $"{one.Name}: too much {row}"));
            (cases, rows) = (cases + 1, rows + expected.Count);
        }

        output.WriteLine($"{cases} cases, {rows} rows");
        Assert.True(cases > 0, "no case was compared");
        Assert.True(differences.Count == 0, $"{differences.Count} differences in {cases} cases\n{string.Join('\n', differences.Take(MaxDifferencesShown))}");
    }

    [CorpusFact("npguard")]
    public void Every_difference_is_as_expected()
    {
        var differences = new List<string>();
        (int cases, int rows) = (0, 0);
        foreach (string file in Directory.GetFiles(Path.Combine(TestKit.Corpus.Folder!, "npguard", "diffs")).Order(StringComparer.Ordinal))
        {
            using var about = JsonDocument.Parse(File.ReadAllText(file));
            var before = ConnectivityCase.Of(about.RootElement.GetProperty("dir1").GetString()!);
            var after = ConnectivityCase.Of(about.RootElement.GetProperty("dir2").GetString()!);
            if (!before.IsComparable || !after.IsComparable)
            {
                continue;
            }

            HashSet<string> peers = [.. before.Peers(), .. after.Peers()];
            HashSet<string> expected = [.. about.RootElement.GetProperty("diff").EnumerateArray().Select(Row).Where(row => !row.Contains('{', StringComparison.Ordinal))];
            HashSet<string> actual = [.. SemanticDiff.Between(before.Load(), after.Load(), new MatrixQuery(), out _).Select(change => Row(change, peers)).Where(row => row.Length > 0)];
            differences.AddRange(expected.Except(actual, StringComparer.Ordinal).Select(row => $"{Path.GetFileName(file)}: missing {row}"));
            differences.AddRange(actual.Except(expected, StringComparer.Ordinal).Select(row => $"{Path.GetFileName(file)}: too much {row}"));
            (cases, rows) = (cases + 1, rows + expected.Count);
        }

        output.WriteLine($"{cases} differences, {rows} rows");
        Assert.True(cases > 0, "nothing was compared");
        Assert.True(differences.Count == 0, $"{differences.Count} differences in {cases} cases\n{string.Join('\n', differences.Take(MaxDifferencesShown))}");
    }

    private static string Row(JsonElement row)
    {
        return $"{row.GetProperty("type").GetString()} {row.GetProperty("src").GetString()} -> {row.GetProperty("dst").GetString()}: {Side("dir1")} | {Side("dir2")}";

        string Side(string name) => string.Join("; ", row.GetProperty(name).EnumerateArray().Select(
            connection => $"{connection.GetProperty("protocol").GetString()} {connection.GetProperty("ports").GetString()}"));
    }

    /// <summary>The change in the analyser's words; empty where it is about what the analyser does not know.</summary>
    private static string Row(ConnectionChange change, HashSet<string> peers)
    {
        (string from, string to) = (Name(change.From), Name(change.To));
        (string old, string now) = (ConnectivityRows.Ports(change.Old), ConnectivityRows.Ports(change.New));
        bool isKnown = from.Length > 0 && to.Length > 0 && old != now && change.From.Range is not { First.Family: IpFamily.V6 } && change.To.Range is not { First.Family: IpFamily.V6 };
        string kind = old.Length == 0 ? "added" : now.Length == 0 ? "removed" : "changed";
        return isKnown ? $"{kind} {from} -> {to}: {old} | {now}" : "";

        string Name(MatrixParty party) => party.Range is { } range ? $"{range.First}-{range.Last}" : ConnectivityRows.Name(party, peers);
    }
}
