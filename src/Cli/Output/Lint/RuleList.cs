using System.Text.Json;
using PolicyEngine.Json;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>Lists the rules there are.</summary>
internal static class RuleList
{
    public static void Write(TextPage page, IReadOnlyCollection<LintRuleDescriptor> rules)
    {
        int name = rules.Max(rule => rule.Name.Length);
        foreach (LintRuleDescriptor rule in rules)
        {
            page.Line($"{rule.Id}  {rule.Name.PadRight(name)}  {SeverityOf(rule),-7}  {rule.Title}");
        }
    }

    public static void Write(Utf8JsonWriter json, IEnumerable<LintRuleDescriptor> rules)
    {
        json.WriteStartArray();
        foreach (LintRuleDescriptor rule in rules)
        {
            json.WriteStartObject();
            WriteHead(json, rule);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>All about one rule.</summary>
    public static void WriteOne(Utf8JsonWriter json, LintRuleDescriptor rule)
    {
        json.WriteStartObject();
        WriteHead(json, rule);
        json.WriteString("explanation", rule.Explanation.Trim());
        json.WriteString("wrong", rule.Wrong);
        json.WriteString("right", rule.Right);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, LintRuleDescriptor rule)
    {
        json.WriteString("id", rule.Id);
        json.WriteString("name", rule.Name);
        json.WriteString("severity", ResultWords.Of(rule.Severity));
        json.WriteBoolean("optIn", rule.IsOptIn);
        json.WriteString("title", rule.Title);
    }

    private static string SeverityOf(LintRuleDescriptor rule) => rule.IsOptIn ? "off" : ResultWords.Of(rule.Severity);
}
