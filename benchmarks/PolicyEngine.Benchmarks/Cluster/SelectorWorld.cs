using System.Globalization;
using PolicyEngine.Selectors;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>The selectors and label sets that Calico's own code was measured with: 20 × 64 evaluations, of which 628 match.</summary>
internal static class SelectorWorld
{
    public const int MatchCount = 628;

    /// <summary>106 characters: equality, <c>has()</c>, a set, negation and parentheses.</summary>
    public const string Typical =
        "app == 'ui' && has(pci) && (env in {'prod', 'test'} || !has(quarantine)) && !(role == 'db' && zone != 'a')";

    /// <summary>From Calico's own benchmark.</summary>
    public const string Negations = """! (a == "b"&&! c != "d") || !(a == "b" && !c != "d")""";

    public static IReadOnlyList<string> Texts { get; } =
    [
        "all()",
        "has(app)",
        "!has(app)",
        "app == 'web'",
        "app != \"web\"",
        "app in {'web', 'db', 'cache'}",
        "app not in {'web', 'db'}",
        "name contains 'front'",
        "name starts with 'front'",
        "name ends with 'end'",
        "app == 'web' && tier == 'frontend'",
        "app == 'web' || app == 'db'",
        "!(app == 'web' && tier == 'frontend') || has(canary)",
        "projectcalico.org/namespace == 'ns-1' && app == 'web'",
        "(app == 'web' || app == 'api') && env in {'prod', 'staging'} && !has(quarantine)",
        "has(pcns.team) && pcns.team == 'a' && projectcalico.org/orchestrator == 'k8s'",
        string.Join(" && ", "abcdefgh".Select(letter => $"{letter} == '{letter}'")),
        string.Join(" || ", "abcdefgh".Select(letter => $"{letter} == '{letter}'")),
        "role == 'db' && (zone == 'eu-1' || zone == 'eu-2') && !(tier in {'dev', 'test'})",
        Negations,
    ];

    public static Selector[] Selectors() => [.. Texts.Select(Selector.Parse)];

    public static LabelSet[] LabelSets() => [.. Enumerable.Range(0, 64).Select(index => LabelSet.Create(Labels(index)))];

    private static Dictionary<string, string> Labels(int i)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["projectcalico.org/namespace"] = string.Create(CultureInfo.InvariantCulture, $"ns-{i % 4}"),
            ["projectcalico.org/orchestrator"] = "k8s",
            ["pcns.team"] = Of(i, "a", "b", "c"),
            ["name"] = Of(i, "frontend", "backend", "front", "middle"),
            ["env"] = Of(i / 4, "prod", "staging", "dev", "qa"),
        };
        AddWhen(labels, i % 5 != 0, "app", Of(i, "web", "db", "cache", "api"));
        AddWhen(labels, i % 3 != 0, "tier", Of(i / 2, "frontend", "backend", "dev", "test"));
        AddWhen(labels, i % 7 == 0, "canary", "true");
        AddWhen(labels, i % 11 == 0, "quarantine", "");
        for (int j = 0; j < 8; j++)
        {
            string letter = "abcdefgh".Substring(j, 1);
            AddWhen(labels, (i >> (j % 6) & 1) == 1, letter, letter);
        }

        AddWhen(labels, i % 2 == 0, "role", "db");
        AddWhen(labels, i % 2 == 0, "zone", string.Create(CultureInfo.InvariantCulture, $"eu-{i % 3}"));
        return labels;
    }

    private static string Of(int index, params ReadOnlySpan<string> values) => values[index % values.Length];

    private static void AddWhen(Dictionary<string, string> labels, bool condition, string key, string value)
    {
        if (condition)
        {
            labels[key] = value;
        }
    }
}
