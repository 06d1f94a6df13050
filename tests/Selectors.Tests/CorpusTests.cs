using System.Text.Json;
using TestKit;

namespace PolicyEngine.Selectors.Tests;

/// <summary>Compares with what Calico's own selector package says about each case.</summary>
public class CorpusTests
{
    [CorpusFact("selectors/cases.jsonl")]
    public void Every_case_is_judged_as_Calico_judges_it()
    {
        List<string> differences = [];
        int judged = 0;
        foreach (string line in File.ReadLines(Corpus.PathOf("selectors", "cases.jsonl")))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            string? difference = Judge(document.RootElement);
            if (difference is not null)
            {
                differences.Add($"{difference}\n  in {line}");
            }

            judged++;
        }

        Console.WriteLine($"selector corpus: {judged} cases judged, {differences.Count} differ");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(judged >= 670, $"only {judged} cases were found");
    }

    private static string? Judge(JsonElement expected)
    {
        string text = expected.GetProperty("expr").GetString()!;
        bool valid = Selector.TryParse(text, out Selector? selector, out SelectorError? error);
        if (valid != expected.GetProperty("valid").GetBoolean())
        {
            return $"valid is {valid}: {error?.Message}";
        }

        if (!valid)
        {
            string normalised = expected.TryGetProperty("normalised", out JsonElement other) ? other.GetString()! : text;
            return Compare("error kind", expected.GetProperty("errorKind").GetString()!, Lower(error!.Kind))
                ?? (error.Offset < 0 || error.Length < 0 || error.Offset + error.Length > text.Length ? $"error lies outside: {error}" : null)
                ?? Compare("normalised", normalised, Selector.Normalise(text));
        }

        string canonical = expected.GetProperty("canonical").GetString()!;
        string recanonical = expected.TryGetProperty("recanonical", out JsonElement again) ? again.GetString()! : canonical;
        return Compare("canonical", canonical, selector!.Text)
            ?? Compare("uid", expected.GetProperty("uid").GetString()!, selector.UniqueId)
            ?? Compare("recanonical", recanonical, Selector.Parse(canonical).Text)
            ?? Compare("normalised", canonical, Selector.Normalise(text))
            ?? JudgeMatches(selector, expected.GetProperty("match"), true)
            ?? JudgeMatches(selector, expected.GetProperty("noMatch"), false);
    }

    private static string? Compare(string what, string expected, string actual) =>
        string.Equals(expected, actual, StringComparison.Ordinal) ? null : $"{what} is {actual}, expected {expected}";

    private static string Lower(SelectorErrorKind kind) => kind switch
    {
        SelectorErrorKind.Lex => "lex",
        SelectorErrorKind.Parse => "parse",
        _ => "limit",
    };

    private static string? JudgeMatches(Selector selector, JsonElement labelMaps, bool matches)
    {
        foreach (JsonElement map in labelMaps.EnumerateArray())
        {
            LabelSet labels = LabelSet.Create(map.EnumerateObject().Select(label => KeyValuePair.Create(label.Name, label.Value.GetString()!)));
            if (selector.Matches(labels) != matches)
            {
                return $"matches is {!matches} for {labels}";
            }
        }

        return null;
    }
}
