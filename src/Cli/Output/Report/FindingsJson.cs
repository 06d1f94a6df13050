using System.Text.Json;
using PolicyEngine.Json;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>Writes what the linter found, with the lines around, and the rules.</summary>
internal static class FindingsJson
{
    private const int MaxFindings = 5000;

    public static void Write(Utf8JsonWriter json, ReportContents contents)
    {
        LintRun run = contents.Lint;
        var excerpts = new SourceExcerpts(contents.Input);
        json.WriteStartObject("lint");
        json.WriteNumber("total", run.Findings.Length);
        json.WriteNumber("suppressed", run.Accepted.Length);
        json.WriteStartArray("findings");
        foreach (Finding finding in run.Findings.Take(MaxFindings))
        {
            Write(json, finding, excerpts);
        }

        json.WriteEndArray();
        json.WriteStartObject("rules");
        foreach (LintRuleDescriptor rule in run.Findings.Take(MaxFindings).Select(finding => finding.Rule)
            .DistinctBy(rule => rule.Id, StringComparer.Ordinal).OrderBy(rule => rule.Id, StringComparer.Ordinal))
        {
            json.WriteStartArray(rule.Id);
            json.WriteStringValue(rule.Name);
            json.WriteStringValue(rule.Title);
            json.WriteStringValue(rule.Explanation);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartArray("notRun");
        foreach (RuleNotRun notRun in run.NotRun)
        {
            json.WriteStringValue($"{notRun.Rule.Id} {notRun.Rule.Name}: {notRun.Reason}");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Finding finding, SourceExcerpts excerpts)
    {
        json.WriteStartObject();
        json.WriteString("severity", ResultWords.Of(finding.Severity));
        json.WriteString("rule", finding.Rule.Id);
        json.WriteString("message", finding.Message);
        json.WriteString("hint", finding.Hint);
        json.WriteString("object", finding.Target.ObjectName);
        json.WriteString("path", finding.Target.Path);
        json.WriteString("place", finding.Span.IsNone ? "" : finding.Span.ToString());
        json.WriteStartArray("related");
        foreach (RelatedPlace related in finding.Related)
        {
            json.WriteStringValue($"{related.Span}: {related.Message}");
        }

        json.WriteEndArray();
        if (excerpts.Of(finding) is { } excerpt)
        {
            json.WriteStartArray("excerpt");
            json.WriteNumberValue(excerpt.FirstLine);
            json.WriteNumberValue(excerpt.MarkedLine);
            json.WriteNumberValue(excerpt.MarkStart);
            json.WriteNumberValue(excerpt.MarkEnd);
            foreach (string line in excerpt.Lines)
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
