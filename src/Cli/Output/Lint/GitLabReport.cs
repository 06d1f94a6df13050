using System.Text.Json;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>Writes findings as GitLab's code quality report.</summary>
internal static class GitLabReport
{
    public static void Write(Utf8JsonWriter json, LintRun run, RepositoryPaths paths)
    {
        json.WriteStartArray();
        foreach (Finding finding in run.Findings)
        {
            SourceSpan place = FallbackPlace.Of(finding.Span, run);
            json.WriteStartObject();
            json.WriteString("description", $"{finding.Rule.Id}: {TextPage.Clean(finding.Message)}");
            json.WriteString("check_name", finding.Rule.Name);
            json.WriteString("fingerprint", finding.Fingerprint);
            json.WriteString("severity", SeverityOf(finding.Severity));
            json.WriteStartObject("location");
            json.WriteString("path", paths.Of(place.File));
            json.WriteStartObject("lines");
            json.WriteNumber("begin", Math.Max(1, place.Line));
            json.WriteNumber("end", Math.Max(Math.Max(1, place.Line), finding.EndLine));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string SeverityOf(Severity severity) => severity switch
    {
        Severity.Error => "critical",
        Severity.Warning => "major",
        _ => "minor",
    };
}
