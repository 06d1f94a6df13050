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
}
