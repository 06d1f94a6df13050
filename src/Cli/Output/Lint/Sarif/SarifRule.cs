using System.Globalization;
using System.Text.Json;
using PolicyEngine.Json;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Lint.Sarif;

/// <summary>Writes what a rule is about. There is no address to point to: the page itself is the help.</summary>
internal static class SarifRule
{
    // GitHub's limits.
    private const int LongestDescription = 1024;

    public static void Write(Utf8JsonWriter json, LintRuleDescriptor rule)
    {
        string page = LintRulePage.Of(rule);
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("name", rule.Name);
        WriteText(json, "shortDescription", Sentence(rule.Title));
        WriteText(json, "fullDescription", Cut(string.Join(' ', rule.Explanation.Split((char[])['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries))));
        json.WriteStartObject("help");
        json.WriteString("text", page);
        json.WriteString("markdown", page);
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");
        json.WriteBoolean("enabled", !rule.IsOptIn);
        json.WriteString("level", ResultWords.Of(rule.Severity));
        json.WriteEndObject();
        WriteProperties(json, rule);
        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, LintRuleDescriptor rule)
    {
        json.WriteStartObject("properties");
        json.WriteStartArray("tags");
        json.WriteStringValue("network-policy");
        if (rule.Group != LintGroup.Custom)
        {
            json.WriteStringValue(TagOf(rule.Group));
        }

        if (rule.SecuritySeverity is not null && rule.Group != LintGroup.Security)
        {
            json.WriteStringValue(TagOf(LintGroup.Security));
        }

        json.WriteEndArray();
        json.WriteString("precision", rule.Precision switch
        {
            LintPrecision.VeryHigh => "very-high",
            LintPrecision.High => "high",
            _ => "medium",
        });
        json.WriteString("problem.severity", rule.Severity == Severity.Note ? "recommendation" : ResultWords.Of(rule.Severity));
        if (rule.SecuritySeverity is { } severity)
        {
            json.WriteString("security-severity", severity.ToString("0.0", CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    private static string TagOf(LintGroup group) => group switch
    {
        LintGroup.ClusterPolicies => "cluster-policies",
        _ => group.ToString().ToLowerInvariant(),
    };

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Sentence(string title) => Cut($"{char.ToUpperInvariant(title[0])}{title[1..]}.");

    private static string Cut(string text) => text.Length <= LongestDescription ? text : $"{text[..(LongestDescription - 1)]}…";
}
