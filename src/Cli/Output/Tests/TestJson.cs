using System.Text.Json;
using PolicyEngine.Expectations;
using PolicyEngine.Json;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Tests;

/// <summary>Writes what became of expectations as one JSON object.</summary>
internal static class TestJson
{
    private const int SchemaVersion = 1;
    private const int MaxFailures = 20;

    public static void Write(Utf8JsonWriter json, TestReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteNumber("passed", report.Passed);
        json.WriteNumber("failed", report.Failed);
        json.WriteNumber("errors", report.Errors);
        json.WriteStartArray("results");
        foreach (ExpectationResult result in report.Suites.SelectMany(suite => suite.Results))
        {
            Write(json, result);
        }

        json.WriteEndArray();
        json.WriteStartArray("diagnostics");
        foreach (ExpectationSuite suite in report.Suites)
        {
            foreach (Diagnostic diagnostic in suite.File.Diagnostics)
            {
                WriteDiagnostic(json, diagnostic);
            }

            if (suite.Problem is { } problem)
            {
                json.WriteStartObject();
                json.WriteString("severity", "error");
                json.WriteString("message", problem);
                json.WriteString("file", suite.File.Name);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        if (report.Coverage is { } coverage)
        {
            WriteCoverage(json, coverage);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExpectationResult result)
    {
        Expectation expectation = result.Expectation;
        json.WriteStartObject();
        if (expectation.Name.Length > 0)
        {
            json.WriteString("name", expectation.Name);
        }

        PlaceJson.Write(json, expectation.Span);
        json.WriteString("subject", expectation.Subject);
        WriteParties(json, "from", expectation.From);
        WriteParties(json, "to", expectation.To);
        json.WriteString("expect", expectation.Verdict is { } expected ? ExpectationWords.Expected(expected) : "only");
        json.WriteString("result", ExpectationWords.Of(result.Outcome));
        if (expectation.Why.Length > 0)
        {
            json.WriteString("why", expectation.Why);
        }

        if (result.Error is { } error)
        {
            json.WritePropertyName("error");
            WriteDiagnostic(json, error);
        }
        else
        {
            WriteJudgement(json, result);
        }

        json.WriteEndObject();
    }

    private static void WriteJudgement(Utf8JsonWriter json, ExpectationResult result)
    {
        if (result.Verdict is { } verdict)
        {
            json.WriteString("verdict", ResultWords.Of(verdict));
        }

        json.WriteNumber("pairs", result.Pairs);
        json.WriteNumber("failedPairs", result.FailedPairs);
        if (result.Failures.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("failures");
        foreach (ExpectationFailure failure in result.Failures.Take(MaxFailures))
        {
            new AnswerJson(json, failure.Snapshot, ExplanationDepth.NearestRules).WritePart(failure.Part, ExpectationWords.Code(failure.Kind));
        }

        json.WriteEndArray();
        json.WriteNumber("failuresTotal", result.Failures.Length);
        json.WriteStartArray("missing");
        foreach (string missing in result.Missing)
        {
            json.WriteStringValue(missing);
        }

        json.WriteEndArray();
    }

    private static void WriteParties(Utf8JsonWriter json, string name, IEnumerable<ExpectedParty> parties)
    {
        json.WriteStartArray(name);
        foreach (ExpectedParty party in parties)
        {
            json.WriteStringValue(party.Reference);
        }

        json.WriteEndArray();
    }

    private static void WriteDiagnostic(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("severity", diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" });
        json.WriteString("code", diagnostic.Code);
        json.WriteString("message", diagnostic.Message);
        PlaceJson.Write(json, diagnostic.Span);
        json.WriteString("hint", diagnostic.Hint);
        json.WriteEndObject();
    }

    private static void WriteCoverage(Utf8JsonWriter json, RuleCoverage coverage)
    {
        json.WriteStartObject("coverage");
        json.WriteNumber("covered", coverage.Covered);
        json.WriteNumber("rules", coverage.Rules.Length);
        json.WriteNumber("percent", Math.Round(coverage.Percent, 1));
        json.WriteStartArray("uncovered");
        foreach (CoveredRule rule in coverage.Uncovered)
        {
            json.WriteStartObject();
            json.WriteString("policy", rule.Policy.Name.ToString());
            if (rule.Policy.Name.ApiGroup.Length > 0)
            {
                json.WriteString("apiGroup", rule.Policy.Name.ApiGroup);
            }

            json.WriteString("rule", rule.Rule.Path);
            json.WriteString("summary", RuleSummary.Of(rule.Rule).ToString());
            PlaceJson.Write(json, rule.Rule.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
