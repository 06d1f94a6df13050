using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using TestKit;

namespace Dataplane.Tests;

/// <summary>The page of invariants names every one of them with the test that checks it, or says why none does.</summary>
public sealed partial class InvariantPageTests
{
    private static readonly (char Letter, int Count, string Title)[] s_groups =
    [
        ('I', 31, "Addresses"), ('R', 21, "Routes"), ('T', 12, "Tunnels and sizes"), ('A', 11, "Neighbours and forwarding entries"),
        ('S', 18, "Services"), ('P', 16, "Policies on the way"), ('F', 20, "Changes and faults"),
    ];

    /// <summary>What is checked elsewhere, or not yet, and why.</summary>
    private static readonly Dictionary<string, string> s_elsewhere = new(StringComparer.Ordinal)
    {
        ["P16"] = "Checked by `Kernel.Tests`, which load rendered rules into a kernel and send packets through them.",
    };

    [Fact]
    public void The_page_lists_every_invariant_with_its_test()
    {
        string path = Path.Combine(RepositoryRoot.Path, "docs", "invariants.md");
        string page = Page();
        if (Environment.GetEnvironmentVariable("ACCEPT_INVARIANTS") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string Page()
    {
        ILookup<string, MethodInfo> tests = typeof(InvariantPageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => Numbered().IsMatch(method.Name) && method.GetCustomAttributes<FactAttribute>().Any())
            .OrderBy(method => method.Name, StringComparer.Ordinal)
            .ToLookup(method => method.Name[..method.Name.IndexOf('_', StringComparison.Ordinal)], StringComparer.Ordinal);
        var page = new StringBuilder();
        page.Append("# Invariants of the network model\n\nEach is checked by the tests of its number in `tests/Dataplane.Tests`, over random clusters or histories; `PROPERTY_TESTS` sets how\nmany each sees (200 unless told, 20,000 in `.ci/nightly`).\n");
        foreach ((char letter, int count, string title) in s_groups)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| | what holds |\n| --- | --- |\n");
            for (int number = 1; number <= count; number++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"{letter}{number}");
                IEnumerable<string> held = tests[id].Select(Sentence).Distinct(StringComparer.Ordinal);
                string text = tests[id].Any() ? string.Join("; ", held) : s_elsewhere.GetValueOrDefault(id) ?? $"**{id} has no test**";
                page.Append(CultureInfo.InvariantCulture, $"| {id} | {text} |\n");
            }
        }

        Assert.DoesNotContain("has no test", page.ToString(), StringComparison.Ordinal);
        return page.ToString();
    }

    private static string Sentence(MethodInfo test) => test.Name[(test.Name.IndexOf('_', StringComparison.Ordinal) + 1)..].Replace('_', ' ');

    [GeneratedRegex("^[IRTASPF][0-9]+_", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();
}
