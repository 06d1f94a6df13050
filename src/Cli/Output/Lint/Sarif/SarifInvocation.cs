using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Lint.Sarif;

/// <summary>Writes how the run went: what could not be read, which rules did not run, what is left out.</summary>
internal sealed class SarifInvocation(Utf8JsonWriter json, LintRun run, ImmutableArray<LintRuleDescriptor> rules, SarifPlaces places)
{
    // What GitHub shows of a run.
    private const int ShownResults = 5_000;

    /// <param name="left">How many results are left out.</param>
    public void Write(int left)
    {
        Diagnostic[] unreadable = [.. run.Unreadable];
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", unreadable.Length == 0);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (Diagnostic diagnostic in unreadable)
        {
            WriteUnreadable(diagnostic);
        }

        foreach (RuleNotRun rule in run.NotRun)
        {
            WriteNotRun(rule);
        }

        if (left > 0)
        {
            WriteNote("warning", $"Results left out: {Words.Of(left)}. More are refused by code scanning services. The worst come first.");
        }
        else if (run.Findings.Length > ShownResults)
        {
            WriteNote("note", $"There are {Words.Of(run.Findings.Length)} results; code scanning services may show the first {Words.Of(ShownResults)} only. The worst come first.");
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteUnreadable(Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteStartObject("descriptor");
        json.WriteString("id", diagnostic.Code);
        json.WriteEndObject();
        json.WriteString("level", "error");
        WriteMessage(diagnostic.Message);
        if (!diagnostic.Span.IsNone)
        {
            json.WriteStartArray("locations");
            places.WriteLocation(diagnostic.Span, null, "");
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteNotRun(RuleNotRun rule)
    {
        json.WriteStartObject();
        json.WriteString("level", "note");
        WriteMessage($"{Words.NameOf(rule.Rule)} did not run: {rule.Reason}");
        json.WriteStartObject("associatedRule");
        json.WriteString("id", rule.Rule.Id);
        json.WriteNumber("index", rules.IndexOf(rule.Rule));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteNote(string level, string text)
    {
        json.WriteStartObject();
        json.WriteString("level", level);
        WriteMessage(text);
        json.WriteEndObject();
    }

    private void WriteMessage(string text)
    {
        json.WriteStartObject("message");
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
