using System.Text.RegularExpressions;

namespace PolicyEngine.Renderers.Tests.Golden;

/// <summary>
/// Texts of rules and sets in a form in which equal ones mean the same: the rules of each chain in order, all other lines in
/// any order.
/// </summary>
internal static class RuleText
{
    /// <summary>The lines of an <c>iptables-restore</c> input, by table and chain.</summary>
    public static SortedDictionary<string, string> OfIptables(string text, string? chains)
    {
        SortedDictionary<string, string> sections = new(StringComparer.Ordinal);
        string table = "";
        foreach (string line in Lines(text))
        {
            if (line[0] == '*')
            {
                table = line;
                sections[table] = "";
            }
            else if (line[0] == ':')
            {
                string chain = line[1..].Split(' ')[0];
                if (chains is null || IsMatch(chain, chains))
                {
                    sections[$"{table} {chain}"] = "declared\n";
                }
            }
            else if (line[0] == '-')
            {
                string chain = line.Split(' ')[1];
                if (chains is null || (sections.ContainsKey($"{table} {chain}") && IsMatch(chain, chains)))
                {
                    sections[$"{table} {chain}"] = sections.GetValueOrDefault($"{table} {chain}", "") + line + "\n";
                }
            }
        }

        return sections;
    }

    /// <summary>The lines of an <c>nft</c> script: rules by chain, all others by themselves.</summary>
    public static SortedDictionary<string, string> OfNftables(string text, string? chains)
    {
        SortedDictionary<string, string> sections = new(StringComparer.Ordinal);
        foreach (string line in Lines(text))
        {
            string[] words = line.Split(' ');
            bool isKept = chains is null || words[1] is not ("chain" or "rule") || IsMatch(words[4][(words[4].IndexOf('-') + 1)..], chains);
            string key = words[1] == "rule" ? $"rules of {words[4]}" : line;
            if (isKept)
            {
                sections[key] = words[1] == "rule" ? sections.GetValueOrDefault(key, "") + line + "\n" : line;
            }
        }

        return sections;
    }

    public static SortedDictionary<string, string> OfIpset(string text) =>
        new(Lines(text).ToDictionary(line => line, line => line, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>What differs between two texts; empty if nothing does.</summary>
    public static string Difference(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual)
    {
        List<string> lines = [];
        foreach (string key in expected.Keys.Union(actual.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            string wanted = expected.GetValueOrDefault(key, "(nothing)");
            string got = actual.GetValueOrDefault(key, "(nothing)");
            if (wanted != got)
            {
                lines.Add($"{key}\n expected:\n{wanted}\n actual:\n{got}");
            }
        }

        return string.Join("\n", lines);
    }

    private static bool IsMatch(string chain, string pattern) => Regex.IsMatch(chain, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Where(line => line.Length > 0);
}
