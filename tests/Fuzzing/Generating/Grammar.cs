using System.Text;
using System.Text.RegularExpressions;

namespace Fuzzing.Tests;

/// <summary>
/// Makes texts of a language. A grammar is a file of lines <c>name: text</c>; lines of one name are alternatives, <c>&lt;name&gt;</c> in a
/// text stands for any of another's, and the first name is where to begin. What is in <c>Grammars/common.txt</c> all may use.
/// </summary>
internal sealed partial class Grammar
{
    private const int Endless = 1_000_000;
    private const int MostParts = 400;
    private const int Deepest = 14;

    private readonly Dictionary<string, List<Part[]>> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _heights = new(StringComparer.Ordinal);
    private readonly string _first;

    private Grammar(IEnumerable<string> lines, IEnumerable<string> common)
    {
        (string Name, string Text)[] own = [.. lines.Select(Rule)];
        _first = own[0].Name;
        foreach ((string name, string text) in own.Concat(common.Select(Rule)))
        {
            List<Part[]> alternatives = _rules.TryGetValue(name, out List<Part[]>? known) ? known : _rules[name] = [];
            alternatives.Add([.. PartPattern().Matches(text).Select(Part.Of)]);
        }

        foreach (string missing in _rules.Values.SelectMany(rule => rule).SelectMany(parts => parts).Where(part => part.IsName && !_rules.ContainsKey(part.Text)).Select(part => part.Text))
        {
            throw new FormatException($"the grammar has no `{missing}`");
        }

        Measure();
        Words = [.. _rules.Values.SelectMany(rule => rule).SelectMany(parts => parts).Where(part => !part.IsName).Select(part => part.Text).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>All that stands in its rules as it is.</summary>
    public IReadOnlyList<string> Words { get; }

    public static Grammar Read(string path) =>
        new(File.ReadLines(path), File.ReadLines(Path.Combine(Path.GetDirectoryName(path)!, "common.txt")));

    /// <summary>A text of the language.</summary>
    public string Make(Random random)
    {
        var text = new StringBuilder();
        int parts = 0;
        Append(_first, Deepest);
        return text.ToString();

        void Append(string name, int depth)
        {
            List<Part[]> rule = _rules[name];
            Part[] chosen = rule[random.Next(rule.Count)];
            if (HeightOf(chosen) > depth || ++parts > MostParts)
            {
                chosen = rule.MinBy(HeightOf)!;
            }

            foreach (Part part in chosen)
            {
                if (part.IsName)
                {
                    Append(part.Text, depth - 1);
                }
                else
                {
                    text.Append(part.Text);
                }
            }
        }
    }

    [GeneratedRegex("<[a-zA-Z]+>|<|[^<]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PartPattern();

    private static (string Name, string Text) Rule(string line) => line.Split(':', 2) is [var name, var text] ? (name, text.TrimStart()) : throw new FormatException(line);

    private int HeightOf(Part[] parts) => parts.Length == 0 ? 0 : parts.Max(part => part.IsName ? _heights.GetValueOrDefault(part.Text, Endless) : 0);

    /// <summary>How deep names must at least be followed, so that all texts end.</summary>
    private void Measure()
    {
        for (bool isChanged = true; isChanged;)
        {
            isChanged = false;
            foreach ((string name, List<Part[]> rule) in _rules)
            {
                int height = rule.Min(HeightOf) + 1;
                isChanged |= height < _heights.GetValueOrDefault(name, Endless);
                _heights[name] = height;
            }
        }
    }

    private readonly record struct Part(string Text, bool IsName)
    {
        public static Part Of(Match match) => match.Value is ['<', _, ..] ? new(match.Value[1..^1], true) : new(Regex.Unescape(match.Value), false);
    }
}
