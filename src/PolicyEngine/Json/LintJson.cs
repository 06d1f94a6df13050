using System.Text.Json;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Json;

/// <summary>Writes a run of the linter for programs.</summary>
public static class LintJson
{
    private const int SchemaVersion = 1;

    /// <summary>Writes the run as an object.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="run">The run.</param>
    public static void Write(Utf8JsonWriter json, LintRun run)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartObject("summary");
        json.WriteNumber("errors", run.Count(Severity.Error));
        json.WriteNumber("warnings", run.Count(Severity.Warning));
        json.WriteNumber("notes", run.Count(Severity.Note));
        json.WriteNumber("suppressed", run.Accepted.Length);
        json.WriteNumber("rulesRun", run.Ran.Length);
        json.WriteNumber("rulesNotRun", run.NotRun.Length);
        json.WriteEndObject();
        json.WriteBoolean("incomplete", run.IsIncomplete);
        WriteAll(json, "findings", run.Findings, WriteMembers);
        WriteAll(json, "suppressed", run.Accepted, WriteMembers);
        WriteAll(json, "rulesNotRun", run.NotRun, WriteMembers);
        WriteAll(json, "diagnostics", run.Input.Diagnostics, DiagnosticJson.Write);
        json.WriteStartArray("inputs");
        foreach (string file in run.Files)
        {
            json.WriteStringValue(file);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, Finding finding)
    {
        json.WriteString("rule", finding.Rule.Id);
        json.WriteString("name", finding.Rule.Name);
        json.WriteString("severity", ResultWords.Of(finding.Severity));
        json.WriteString("object", finding.Target.ObjectName);
        PlaceJson.Write(json, finding.Span);
        if (!finding.Span.IsNone && finding.EndLine > 0)
        {
            json.WriteNumber("endLine", finding.EndLine);
            json.WriteNumber("endColumn", finding.EndColumn);
        }

        json.WriteString("yamlPath", finding.Target.Path);
        json.WriteString("message", finding.Message);
        json.WriteString("hint", finding.Hint);
        WriteAll(json, "related", finding.Related, (writer, related) =>
        {
            PlaceJson.Write(writer, related.Span);
            writer.WriteString("message", related.Message);
        });
        json.WriteString("fingerprint", finding.Fingerprint);
        if (finding.Fix is { } fix)
        {
            json.WriteStartObject("fix");
            json.WriteString("description", fix.Description);
            json.WriteBoolean("changesMeaning", fix.ChangesMeaning);
            WriteAll(json, "edits", fix.Edits, WriteMembers);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("fix");
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, TextEdit edit)
    {
        PlaceJson.Write(json, edit.Start);
        json.WriteNumber("endLine", edit.EndLine);
        json.WriteNumber("endColumn", edit.EndColumn);
        json.WriteString("replacement", edit.Replacement);
    }

    private static void WriteMembers(Utf8JsonWriter json, AcceptedFinding accepted)
    {
        json.WriteString("acceptedIn", accepted.Place);
        json.WriteString("reason", accepted.Reason);
        WriteMembers(json, accepted.Finding);
    }

    private static void WriteMembers(Utf8JsonWriter json, RuleNotRun rule)
    {
        json.WriteString("rule", rule.Rule.Id);
        json.WriteString("name", rule.Rule.Name);
        json.WriteString("reason", rule.Reason);
    }
}
